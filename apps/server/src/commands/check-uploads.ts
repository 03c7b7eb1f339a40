import type { Config } from '../config.ts';
import { clamd } from '../kernel/malware/clamd.ts';
import { ScannerUnavailable } from '../kernel/malware/scanner.ts';
import { type Finding, finding, good } from './finding.ts';

const SCANNER_PATIENCE_MS = 5_000;

/** Whether what people send is scanned for malware, and by what. */
export async function checkUploads({ clamd: address }: Config): Promise<Finding> {
  if (address === undefined) {
    return finding(
      'attention',
      'uploads',
      '收到的文件不查毒：没有设 PINXIN_CLAMD',
      'files that people send are not scanned for malware: PINXIN_CLAMD is not set',
    );
  }
  try {
    const version = await clamd(address, SCANNER_PATIENCE_MS).version();
    return good(
      'uploads',
      `收到的文件由 ${version} 查毒`,
      `files that people send are scanned by ${version}`,
    );
  } catch (error) {
    if (!(error instanceof ScannerUnavailable)) throw error;
    return finding(
      'bad',
      'uploads',
      `查毒服务没有应答（${error.message}），现在不收任何文件：请启动 clamd，或检查 PINXIN_CLAMD`,
      `the scanner does not answer (${error.message}) and no file is taken: start clamd, or check PINXIN_CLAMD`,
    );
  }
}
