/**
 * What lies on the device about somebody is sealed with AES-GCM. The key cannot be taken out of the browser
 * (not extractable) and goes at sign-out, and with it everything it sealed.
 */

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

const ALGORITHM = "AES-GCM";

export function newKey(): Promise<CryptoKey> {
  return crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);
}

/** Seal bytes. `place` says what they are: sealed as one thing, they do not open as another. */
export async function sealBytes(key: CryptoKey, place: string, bytes: ArrayBuffer): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: ALGORITHM, iv, additionalData: bytesOf(place) }, key, bytes);
  return { iv, data };
}

export function openBytes(key: CryptoKey, place: string, sealed: Sealed): Promise<ArrayBuffer> {
  return crypto.subtle.decrypt(
    { name: ALGORITHM, iv: sealed.iv, additionalData: bytesOf(place) }, key, sealed.data,
  );
}

export function seal(key: CryptoKey, place: string, value: unknown): Promise<Sealed> {
  return sealBytes(key, place, bytesOf(JSON.stringify(value)).buffer);
}

export async function unseal<T>(key: CryptoKey, place: string, sealed: Sealed): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await openBytes(key, place, sealed))) as T;
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(text));
}
