"""Files that show consent: pictures are drawn anew, voice notes known by their first bytes and kept as they are."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import EvidenceForm
from accounts.kept_files import keep_file
from accounts.keys import new_key
from accounts.photos.drawing import keep, redraw
from accounts.refusals import Invalid

MOST_SOUND_BYTES = 8 * 1024 * 1024  # a quarter of an hour of speech as phones record it
FEWEST_SOUND_BYTES = 256
SIDE = 1800  # a signed sheet must stay readable
FOLDER = "evidence"
PICTURE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
MP4_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"3gp4", b"3gp5", b"3gp6", b"dash")
ENDINGS = {"audio/mp4": "m4a", "audio/mpeg": "mp3", "audio/ogg": "ogg", "audio/wav": "wav", "audio/webm": "webm"}
MP3_HEAD_BYTES = 4


class NotEvidence(Invalid):
    code = "not_evidence"
    sentence: Any = _("We can keep a photo (JPG, PNG) or a voice note (M4A, MP3, OGG, WAV, WEBM). This is neither.")
    status = 422


class TooLargeEvidence(NotEvidence):
    code = "evidence_too_large"
    sentence = _("The file is larger than 8 MB. A shorter voice note is enough.")
    status = 413


def keep_evidence(sent: bytes) -> tuple[EvidenceForm, str, str]:
    """Look at the bytes, keep the file; its form, media type and name.

    What the sender calls the file is never asked. Raises NotEvidence, TooLargeEvidence, NotAPicture, TooLargePicture.
    """
    if len(sent) > MOST_SOUND_BYTES:
        raise TooLargeEvidence(field="evidence")
    if sent.startswith(PICTURE_HEADS) or (sent[:4] == b"RIFF" and sent[8:12] == b"WEBP"):
        return EvidenceForm.PICTURE, "image/jpeg", keep(redraw(sent, side=SIDE, field="evidence"), folder=FOLDER)
    media_type = sound_of(sent)
    if not media_type:
        raise NotEvidence(field="evidence")
    return EvidenceForm.VOICE, media_type, _keep_sound(sent, ENDINGS[media_type])


def sound_of(sent: bytes) -> str:
    """The media type of a sound file by its head; empty when it is none of those we keep."""
    if len(sent) < FEWEST_SOUND_BYTES:
        return ""
    if sent[4:8] == b"ftyp" and sent[8:12] in MP4_BRANDS and b"moov" in sent and b"vide" not in sent:
        return "audio/mp4"
    if sent[:4] == b"OggS" and (b"OpusHead" in sent[:200] or b"\x01vorbis" in sent[:200] or b"Speex" in sent[:200]):
        return "audio/ogg"
    if sent[:4] == b"RIFF" and sent[8:16] == b"WAVEfmt ":
        return "audio/wav"
    if sent[:4] == b"\x1a\x45\xdf\xa3" and b"webm" in sent[:64] and b"V_VP" not in sent[:4096]:
        return "audio/webm"
    if sent[:3] == b"ID3" or _is_mp3_frame(sent[:MP3_HEAD_BYTES]):
        return "audio/mpeg"
    return ""


def _is_mp3_frame(head: bytes) -> bool:
    """MPEG-1/2 layer III: eleven bits set, and neither bit rate nor sampling rate one of the forbidden ones."""
    sync = head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    return sync and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3


def _keep_sound(sent: bytes, ending: str) -> str:
    name = f"{FOLDER}/{new_key().hex}.{ending}"
    keep_file(name, sent)
    return name
