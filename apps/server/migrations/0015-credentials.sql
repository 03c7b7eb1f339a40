-- SM2 beside ES256: an issuer may have one active key of each; with an SM2 key every credential is signed twice.
alter table issuer_key drop constraint issuer_key_kind_check;
alter table issuer_key add constraint issuer_key_kind_check check (kind in ('P-256', 'Ed25519', 'SM2'));
alter table issuer_key_proposal drop constraint issuer_key_proposal_kind_check;
alter table issuer_key_proposal add constraint issuer_key_proposal_kind_check check (kind in ('P-256', 'Ed25519', 'SM2'));
drop index issuer_key_active;
create unique index issuer_key_active on issuer_key (party, (kind = 'SM2')) where state = 'active';

-- 并行签名: the second signature over the bytes of a credential, as it was made. Goes with the content when its publication ends.
create table credential_parallel (
  credential bigint primary key references credential (id),
  key int not null references issuer_key (id),
  proof text not null
);
