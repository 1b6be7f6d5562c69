"""Speaks sentences with espeak-ng and tells when each phoneme begins: only its C library says so.

Usage: espeak_phonemes.py JOBS.json; JOBS is a list of {text, voice, wordsPerMinute, pitch, range, file}. Writes a
WAV file for each and prints a list of {"seconds": length, "phonemes": [[name, start], ...]}; null where the voice
does not exist.
"""

import ctypes
import json
import sys
import wave


class Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class Event(ctypes.Structure):  # espeak_EVENT of speak_lib.h
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", Id),
    ]


LIST_TERMINATED, PHONEME = 0, 7
SYNCHRONOUS, PHONEME_EVENTS = 2, 1
RATE, PITCH, RANGE = 1, 3, 4
UTF8 = 1


def main(jobs_file):
    espeak = ctypes.CDLL("libespeak-ng.so.1")
    samples, phonemes = [], []

    @ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(Event))
    def on_sound(sound, count, events):
        if count > 0 and sound:
            samples.append(ctypes.string_at(sound, 2 * count))
        n = 0
        while events[n].type != LIST_TERMINATED:
            if events[n].type == PHONEME:
                phonemes.append((events[n].id.string.decode("latin1"), events[n].sample))
            n += 1
        return 0

    rate = espeak.espeak_Initialize(SYNCHRONOUS, 500, None, PHONEME_EVENTS)
    espeak.espeak_SetSynthCallback(on_sound)

    def speak(job):
        if espeak.espeak_SetVoiceByName(job["voice"].encode()) != 0:
            return None
        for parameter, name in ((RATE, "wordsPerMinute"), (PITCH, "pitch"), (RANGE, "range")):
            espeak.espeak_SetParameter(parameter, job[name], 0)
        samples.clear()
        phonemes.clear()
        text = job["text"].encode()
        espeak.espeak_Synth(text, len(text) + 1, 0, 1, 0, UTF8, None, None)
        espeak.espeak_Synchronize()
        sound = b"".join(samples)
        with wave.open(job["file"], "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(rate)
            out.writeframes(sound)
        return {
            "seconds": len(sound) / 2 / rate,
            "phonemes": [[name, at / rate] for name, at in phonemes],
        }

    with open(jobs_file, encoding="utf-8") as jobs:
        print(json.dumps([speak(job) for job in json.load(jobs)]))


main(sys.argv[1])
