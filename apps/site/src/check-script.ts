/**
 * The check itself, in the reader's browser: a credential's signature by its issuer's published key, its term, both
 * status lists, and its receipt of the log. `get` fetches a path of this host as text. Answers what it found of each:
 * true, false, or undefined where this browser or this host cannot tell. What is odd in any way is not true.
 */
export const checkMark = `async (get, id, now) => {
  const subtle = crypto.subtle;
  const bytes = text => new TextEncoder().encode(text);
  const unpack = text => {
    const plain = text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
    const raw = atob(plain);
    if (btoa(raw).replace(/=+$/, '') !== plain) throw 0;
    return Uint8Array.from(raw, c => c.charCodeAt(0));
  };
  const json = part => JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(unpack(part)));
  const join = (...parts) => new Uint8Array(parts.flatMap(part => [...part]));
  const sha = async (...parts) => new Uint8Array(await subtle.digest('SHA-256', join(...parts)));
  const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
  const list = value => (value === undefined ? [] : [value].flat());
  const signed = async jwt => {
    const [head, body, signature, more] = jwt.trim().split('.');
    const { alg, kid, typ, crit } = json(head);
    const said = json(body);
    const did = kid.split('#')[0];
    const way = did.split(':').slice(3).map(decodeURIComponent).join('/');
    if (more !== undefined || crit || typ !== 'vc+jwt' || (said.issuer.id ?? said.issuer) !== did) throw 0;
    const document = JSON.parse(await get('/' + (way || '.well-known') + '/did.json'));
    const method = document.verificationMethod.find(each => each.id === kid);
    if (document.id !== did || !document.assertionMethod.includes(kid)) throw 0;
    const { kty, crv, x, y } = method.publicKeyJwk;
    const kinds = { ES256: ['P-256', { name: 'ECDSA', namedCurve: crv, hash: 'SHA-256' }], EdDSA: ['Ed25519', { name: 'Ed25519' }] };
    const [curve, how] = kinds[alg];
    if (crv !== curve) throw 0;
    const key = await subtle.importKey('jwk', y ? { kty, crv, x, y } : { kty, crv, x }, how, false, ['verify']);
    if (!(await subtle.verify(how, key, unpack(signature), bytes(head + '.' + body)))) throw 0;
    return { said, revoked: method.revoked };
  };
  const clear = async ({ statusPurpose, statusListIndex, statusListCredential }) => {
    const { said } = await signed(await get(new URL(statusListCredential).pathname));
    const { statusPurpose: purpose, encodedList } = said.credentialSubject;
    if (said.id !== statusListCredential || purpose !== statusPurpose || encodedList[0] !== 'u') throw 0;
    const packed = new Blob([unpack(encodedList.slice(1))]).stream().pipeThrough(new DecompressionStream('gzip'));
    const bits = new Uint8Array(await new Response(packed).arrayBuffer());
    const index = Number(statusListIndex);
    if (bits.length < 16384 || !(index >= 0 && index < 8 * bits.length)) throw 0;
    return !(bits[index >> 3] & (128 >> (index & 7)));
  };
  const logged = async jwt => {
    const receipt = await get('/credentials/' + id + '/receipt');
    const split = receipt.indexOf('\\n\\n');
    const [first, extra, index, ...path] = receipt.slice(0, split).split('\\n');
    const note = receipt.slice(split + 2);
    const [origin, size, root] = note.split('\\n');
    if (!/^c2sp.org\\/tlog-proof@v1 extra \\S+ index \\d+$/.test([first, extra, index].join(' '))) throw 0;
    const opened = unpack(extra.slice(6));
    const entry = opened.slice(32);
    const leaf = JSON.parse(new TextDecoder().decode(entry));
    if (!same(unpack(leaf.c), await sha(opened.slice(0, 32), await sha(bytes(jwt))))) throw 0;
    let hash = await sha([0], entry);
    let [at, last] = [Number(index.slice(6)), Number(size) - 1];
    for (const step of path.map(unpack)) {
      if (last === 0) throw 0;
      if (at % 2 === 1 || at === last) {
        hash = await sha([1], step, hash);
        while (at % 2 === 0 && at > 0) [at, last] = [at / 2, Math.floor(last / 2)];
      } else hash = await sha([1], hash, step);
      [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
    }
    if (last !== 0 || !same(hash, unpack(root))) throw 0;
    const [name, number, ...raw] = (await get('/log/keys')).split('\\n').find(each => each.startsWith(origin + '+')).split('+');
    const line = note.split('\\n\\n')[1].split('\\n').find(each => each.startsWith('\\u2014 ' + name + ' '));
    const key = await subtle.importKey('raw', unpack(raw.join('+')).slice(1), 'Ed25519', false, ['verify']).catch(() => {});
    if (!key) return;
    const text = bytes(note.slice(0, note.indexOf('\\n\\n') + 1));
    const sealed = unpack(line.split(' ')[2]);
    if ([...sealed.slice(0, 4)].map(byte => byte.toString(16).padStart(2, '0')).join('') !== number) throw 0;
    if (!(await subtle.verify('Ed25519', key, sealed.slice(4), text))) throw 0;
    return leaf.t;
  };
  const unreached = {};
  const part = work => work.catch(error => (error === unreached ? undefined : false));
  const whole = get;
  get = async path => (await whole(path).catch(() => {})) ?? Promise.reject(unreached);
  const jwt = (await get('/credentials/' + id).catch(() => '')).trim();
  if (jwt === '') return {};
  const found = await part(signed(jwt));
  if (!found) return { signature: found };
  const { validFrom, validUntil, credentialStatus, id: own } = found.said;
  const log = await part(logged(jwt));
  const until = validUntil === undefined ? Infinity : Date.parse(validUntil);
  const status = await Promise.all(list(credentialStatus).map(each => part(clear(each))));
  // A key that ended vouches only for what the log shows to be older.
  const isOlder = found.revoked === undefined || (log ? Date.parse(log) < Date.parse(found.revoked) : undefined);
  return {
    signature: own.endsWith('/credentials/' + id) && isOlder,
    term: Date.parse(validFrom) <= now && now <= until,
    status: status.includes(false) ? false : status.length > 0 && !status.includes(undefined) ? true : undefined,
    log: log && true,
  };
}`;

const PAGE = `
  const box = document.getElementById('check');
  const get = async path => {
    const answer = await fetch(path, { headers: { accept: 'application/vc+jwt, application/json;q=0.5, text/plain;q=0.5' } });
    return answer.ok ? answer.text() : undefined;
  };
  if (box && window.crypto && crypto.subtle && window.DecompressionStream) {
    const button = box.querySelector('button');
    box.hidden = false;
    button.addEventListener('click', async () => {
      button.disabled = true;
      for (const mark of document.querySelectorAll('[data-credential]')) {
        const found = await check(get, mark.dataset.credential, Date.now()).catch(() => ({}));
        const parts = ['signature', 'term', 'status', 'log'];
        const bad = parts.filter(part => found[part] === false);
        const open = parts.filter(part => found[part] === undefined);
        const words = bad.length ? bad : open;
        const told = mark.querySelector('output') ?? mark.appendChild(document.createElement('output'));
        told.className = 'tag ' + (bad.length ? 'bad' : open.length ? 'warn' : 'ok');
        told.textContent = box.dataset[bad.length ? 'bad' : open.length ? 'open' : 'ok'] + words.map(part => box.dataset[part]).join(box.dataset.comma);
      }
      button.disabled = false;
    });
  }
  const photo = document.getElementById('photo');
  const codeIn = async picture => {
    const [code] = window.BarcodeDetector ? await new BarcodeDetector().detect(picture).catch(() => []) : [];
    if (code) return code.rawValue;
    if (!window.jsQR) {
      await new Promise((done, failed) => {
        const script = document.createElement('script');
        Object.assign(script, { src: '/qr-reader.js', onload: done, onerror: failed });
        document.head.append(script);
      });
    }
    // A code near by is read from a small picture, one far away from a large one.
    for (const most of [800, 1600, 400]) {
      const scale = Math.min(1, most / Math.max(picture.width, picture.height));
      const [width, height] = [picture.width, picture.height].map(side => Math.ceil(side * scale));
      const canvas = Object.assign(document.createElement('canvas'), { width, height });
      const pen = canvas.getContext('2d');
      pen.drawImage(picture, 0, 0, width, height);
      const found = jsQR(pen.getImageData(0, 0, width, height).data, width, height);
      if (found && found.data) return found.data;
    }
    throw 0;
  };
  if (photo) {
    const told = document.getElementById('photo-told');
    photo.closest('div').hidden = false;
    if (!window.BarcodeDetector) told.textContent = told.dataset.reader;
    photo.addEventListener('change', async () => {
      try {
        const text = await codeIn(await createImageBitmap(photo.files[0]));
        const path = /^https?:/.test(text) ? new URL(text).pathname : /^\\d{8,14}$/.test(text) ? '/01/' + text.padStart(14, '0') : '';
        if (/^\\/(\\d|credentials\\/|certificates\\/)/.test(path)) location.assign(path);
        else document.getElementById('credential').value = text;
        told.textContent = text;
      } catch {
        told.textContent = told.dataset.nothing;
      }
    });
  }
`;

/** What the browser gets: without the indents, which nobody reads there. */
const squeezed = (script: string): string => script.replace(/^\s+(?:\/\/.*\n)?/gm, '');

/** The script of the scan page and of the verification: the check, its button, and the reading of a photographed code. */
export const checkScript = `(() => {\nconst check = ${squeezed(checkMark)};\n${squeezed(PAGE)}})();\n`;

/** Bytes of the script, and of what of it is not the check itself. */
export const checkSize = {
  whole: Buffer.byteLength(checkScript),
  beside: Buffer.byteLength(checkScript) - Buffer.byteLength(squeezed(checkMark)),
} as const;
