/**
 * The one script of these pages: browsers offer passkeys to scripts only. Buttons stay hidden where it does not run,
 * or the browser cannot do it; everything else works without.
 */
export const passkeyScript = `(() => {
  const able = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;
  const ask = async (url, body) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.status === 204 ? undefined : answer.json();
  };
  const offer = (id, work) => {
    const button = document.getElementById(id);
    if (!button || !able) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        await work(button);
      } catch {
        document.getElementById('passkey-told').textContent = button.dataset.failed;
      }
      button.disabled = false;
    });
  };
  offer('passkey', async button => {
    const options = await ask('/session/passkey/options', {});
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
    const credential = await navigator.credentials.get({ publicKey });
    await ask('/session/passkey', credential.toJSON());
    location.assign(button.dataset.next);
  });
  offer('add-passkey', async () => {
    const options = await ask('/session/passkeys/options', {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = await navigator.credentials.create({ publicKey });
    await ask('/session/passkeys', credential.toJSON());
    location.assign('/account');
  });
})();
`;
