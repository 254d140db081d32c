/** A signal that gives a request up after so long. AbortSignal.timeout is younger than many phones here. */
export function patience(ms: number): AbortSignal {
  const control = new AbortController();
  setTimeout(() => control.abort(), ms);
  return control.signal;
}
