import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ZipStream } from '../../../kernel/sheets/zip-stream.ts';
import { asAttachment, evidenceName } from './file-name.ts';
import { mediaTypeOf } from './media-type.ts';

async function zipOf(...names: readonly string[]): Promise<Buffer> {
  const zip = new ZipStream();
  const parts: Buffer[] = [];
  for (const name of names) for await (const part of zip.file(name, [Buffer.from('x')])) parts.push(part);
  return Buffer.concat([...parts, zip.end()]);
}

const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

describe('what a file is', () => {
  it('is told by its bytes, whatever it is called', async () => {
    expect(mediaTypeOf(PDF)).toBe('application/pdf');
    expect(mediaTypeOf(Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'))).toBe('image/png');
    expect(mediaTypeOf(Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(200)]))).toBe(
      'image/jpeg',
    );
    expect(mediaTypeOf(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))).toBe('image/webp');
    expect(mediaTypeOf(await zipOf('[Content_Types].xml', 'xl/workbook.xml'))).toMatch(/sheet$/);
    expect(mediaTypeOf(await zipOf('[Content_Types].xml', 'word/document.xml'))).toMatch(/document$/);
  });

  it('is nothing that is taken: pages, pictures with scripts, programs, archives, macros, halves', async () => {
    for (const text of [
      '<html><script>1</script>',
      '<svg xmlns="http://www.w3.org/2000/svg">',
      'MZ',
      'PK\x03\x04',
      '',
    ]) {
      expect(mediaTypeOf(Buffer.from(text, 'latin1')), text).toBeUndefined();
    }
    expect(mediaTypeOf(await zipOf('a.txt'))).toBeUndefined();
    expect(
      mediaTypeOf(await zipOf('[Content_Types].xml', 'word/document.xml', 'word/vbaProject.bin')),
    ).toBeUndefined();
    expect(mediaTypeOf(PDF.subarray(0, 20))).toBeUndefined();
    const book = await zipOf('[Content_Types].xml', 'xl/workbook.xml');
    expect(mediaTypeOf(book.subarray(0, book.length - 30))).toBeUndefined();
  });

  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('', 'PK\x03\x04', '%PDF-'),
        (tail, head) => {
          const end = Buffer.from('504b0506ffffffffffffffffffffffffffffffffffff', 'hex');
          mediaTypeOf(Buffer.concat([Buffer.from(head, 'latin1'), tail, end]));
        },
      ),
    );
  });
});

describe('a file’s name', () => {
  it('keeps what people wrote and loses what deceives', () => {
    expect(evidenceName('检测报告 2026.PDF', 'application/pdf')).toBe('检测报告 2026.pdf');
    expect(evidenceName('../../etc/passwd', 'image/png')).toBe('passwd.png');
    expect(evidenceName('C:\\temp\\a.html', 'application/pdf')).toBe('a.pdf');
    expect(evidenceName('发票\u202egpj.exe', 'image/jpeg')).toBe('发票gpj.jpg');
    expect(evidenceName('a\r\nSet-Cookie: x', 'application/pdf')).toBe('aSet-Cookie x.pdf');
    expect(evidenceName('…', 'application/pdf')).toBe('….pdf');
    expect(evidenceName('...', 'application/pdf')).toBe('file.pdf');
  });

  it('fits into a header, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), name => {
        const header = asAttachment(evidenceName(name, 'application/pdf'));
        expect(header).toMatch(
          /^attachment; filename="[A-Za-z0-9._-]+"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/,
        );
      }),
    );
  });
});
