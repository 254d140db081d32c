/**
 * A photo of a phone has four megabytes, a village's signal carries forty kilobytes a second. It is made smaller before
 * it is kept; what the camera wrote into it (EXIF: when and where) goes along, since the server reads it as evidence.
 */

const SIDE = 1600;
const QUALITY = 0.82;
const SMALL_BYTES = 500 * 1024;
const ORIENTATION = 0x0112;

/** The smaller photo; the file itself when it is small, no JPEG, or this browser cannot. */
export async function shrink(file: File): Promise<File> {
  if (file.type !== "image/jpeg" || file.size <= SMALL_BYTES || !("createImageBitmap" in globalThis)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const drawn = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!drawn || drawn.size >= file.size) return file;
    const bytes = withExif(new Uint8Array(await drawn.arrayBuffer()), exifOf(new Uint8Array(await file.arrayBuffer())));
    return new File([bytes], file.name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // the server draws it anew in any case
  }
}

/** The EXIF segment of a JPEG, marker included, turned upright: the pixels are already. Null when there is none. */
export function exifOf(jpeg: Uint8Array): Uint8Array<ArrayBuffer> | null {
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff && jpeg[at + 1] !== 0xda) {
    const end = at + 2 + (jpeg[at + 2]! << 8) + jpeg[at + 3]!;
    const isExif = jpeg[at + 1] === 0xe1 && String.fromCharCode(...jpeg.subarray(at + 4, at + 10)) === "Exif\0\0";
    if (isExif && end <= jpeg.length) return upright(Uint8Array.from(jpeg.subarray(at, end)));
    at = end;
  }
  return null;
}

/** The first directory says which way is up: say that this way is. */
function upright(segment: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const tiff = new DataView(segment.buffer, 10);
  const little = tiff.getUint16(0) === 0x4949;
  const first = tiff.getUint32(4, little);
  const entries = tiff.getUint16(first, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const at = first + 2 + entry * 12;
    if (tiff.getUint16(at, little) === ORIENTATION) tiff.setUint16(at + 8, 1, little);
  }
  return segment;
}

/** A JPEG with that EXIF segment right after its beginning, where readers look for it. */
export function withExif(jpeg: Uint8Array, exif: Uint8Array | null): Uint8Array<ArrayBuffer> {
  if (!exif) return Uint8Array.from(jpeg);
  const whole = new Uint8Array(jpeg.length + exif.length);
  whole.set(jpeg.subarray(0, 2));
  whole.set(exif, 2);
  whole.set(jpeg.subarray(2), 2 + exif.length);
  return whole;
}
