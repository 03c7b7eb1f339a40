import type { Config } from '../config.ts';
import type { Store } from '../kernel/db/open.ts';
import { openSecrets } from '../kernel/secrets.ts';
import { presentSecretsKeys, secretsKeyFile } from '../kernel/secrets-key.ts';
import { type Finding, finding, good } from './finding.ts';
import { passwordKeys } from './lost-keys.ts';

/** Whether every password can be checked with the keys that are here; no key is made for it. */
export async function checkPasswords(config: Config, { database: { pool } }: Store): Promise<Finding> {
  const there = await pool.query<{ there: boolean }>(`select to_regclass('account') is not null as there`);
  if (there.rows[0]?.there !== true) return good('passwords', '还没有账号', 'no accounts yet');
  const [first, ...others] = presentSecretsKeys(config.data, config.secretsKeys);
  const keys = await passwordKeys(pool, first && openSecrets([first, ...others]));
  if (keys.lost > 0) {
    return finding(
      'bad',
      'passwords',
      `${keys.lost} 个密码所用的密钥（${keys.missing.join('、')}）不在：请放回原来的密钥文件 ${secretsKeyFile(config.data)}，或在 PINXIN_SECRETS_KEY 里补上；找不回时，用 administrator 命令取管理员链接，再为每个人发恢复链接`,
      `${keys.lost} passwords need a key that is not here (${keys.missing.join(', ')}): put the former file ${secretsKeyFile(config.data)} back, or add the key to PINXIN_SECRETS_KEY; where it is lost, take a link from the command administrator and give everybody a recovery link`,
    );
  }
  return good(
    'passwords',
    `密码：${keys.current} 个用现在的密钥，${keys.former} 个在下次登录时换用`,
    `passwords: ${keys.current} under today's key, ${keys.former} follow at the next sign-in`,
  );
}
