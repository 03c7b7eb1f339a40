import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { textOfDocx } from './docx.ts';

/** A ZIP with one file, packed or stored. */
function zipOf(name: string, content: string, packed: boolean): Uint8Array {
  const bytes = Buffer.from(content);
  const data = packed ? deflateRawSync(bytes) : bytes;
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(Buffer.byteLength(name), 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(packed ? 8 : 0, 10);
  entry.writeUInt32LE(data.length, 20);
  entry.writeUInt16LE(Buffer.byteLength(name), 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(local.length + Buffer.byteLength(name) + data.length, 16);
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end]);
}

const XML =
  '<w:document><w:body><w:p><w:r><w:t>一、主要</w:t></w:r><w:r><w:t xml:space="preserve">目标</w:t></w:r></w:p>' +
  '<w:p><w:r><w:t>甲&amp;乙&#20010;</w:t><w:delText>删</w:delText></w:r></w:p>' +
  '<w:tbl><w:tr><w:tc><w:p><w:r><w:t>序号</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>任务</w:t></w:r></w:p></w:tc></w:tr></w:tbl>' +
  '</w:body></w:document>';

it.each([true, false])('reads paragraphs, runs and rows (packed: %s)', packed => {
  expect(textOfDocx(zipOf('word/document.xml', XML, packed), inflateRawSync)).toEqual({
    ok: true,
    text: '一、主要目标\n甲&乙个\n序号\t任务',
  });
});

it('refuses what is no Word document, wherever it is cut off', () => {
  expect(textOfDocx(zipOf('xl/workbook.xml', XML, true), inflateRawSync)).toEqual({ ok: false });
  const whole = zipOf('word/document.xml', XML, true);
  for (let end = 0; end < whole.length; end += 5)
    expect(textOfDocx(whole.subarray(0, end), inflateRawSync)).toEqual({ ok: false });
});
