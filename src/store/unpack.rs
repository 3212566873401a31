//! Compressed texts: gzip and Zstandard, unpacked as they are read.
//!
//! Responsible for telling them by what they begin with, and for streams of several parts, as `cat` and parallel
//! compressors make them. How much is read says who reads: nothing here holds more than a part of the stream.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};
use std::io::{self, BufRead, BufReader, Read};

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// gzip (RFC 1952).
    Gzip,
    /// Zstandard (RFC 8878).
    Zstandard,
}

impl Packing {
    /// The packing of a file that begins with `head`; `None` where it is not compressed.
    pub fn of(head: &[u8]) -> Option<Self> {
        if head.starts_with(b"\x1f\x8b\x08") {
            Some(Self::Gzip)
        } else if head.starts_with(b"\x28\xb5\x2f\xfd") {
            Some(Self::Zstandard)
        } else {
            None
        }
    }

    /// What `packed` unpacks to.
    pub fn unpacked<'r>(self, packed: impl Read + 'r) -> Box<dyn Read + 'r> {
        let packed = BufReader::new(packed);
        match self {
            Self::Gzip => Box::new(MultiGzDecoder::new(packed)),
            Self::Zstandard => Box::new(Frames {
                packed,
                decoder: FrameDecoder::new(),
                is_within: false,
                damage: None,
            }),
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstandard => "Zstandard",
        }
    }
}

/// The frames of a stream of Zstandard, one after the other. One that needs over 128 MiB to be unpacked is an error of
/// the kind `OutOfMemory`.
struct Frames<R> {
    packed: R,
    decoder: FrameDecoder,
    /// Whether a frame has begun that has not ended.
    is_within: bool,
    /// What ended the frame before its end.
    damage: Option<io::Error>,
}

/// An empty block that is the last one of its frame, and a checksum where one is expected.
const LAST_BLOCK: &[u8] = b"\x01\0\0\0\0\0\0";

impl<R: BufRead> Frames<R> {
    /// Begins the next frame that holds something; false where there is none.
    fn begin(&mut self) -> io::Result<bool> {
        loop {
            if self.packed.fill_buf()?.is_empty() {
                return Ok(false);
            }
            match self.decoder.reset(&mut self.packed) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.packed).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(FrameDecoderError::WindowSizeTooBig { .. }) => {
                    return Err(io::ErrorKind::OutOfMemory.into());
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_within {
                if !self.begin()? {
                    return Ok(0);
                }
                self.is_within = true;
            }
            let read = self.decoder.read(buffer)?;
            if read > 0 {
                return Ok(read);
            }
            if !self.decoder.is_finished() {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                if let Err(error) = self.decoder.decode_blocks(&mut self.packed, one) {
                    self.damage = Some(io::Error::other(error));
                    // Only at its end a frame gives away the last of what it holds.
                    self.decoder
                        .decode_blocks(LAST_BLOCK, BlockDecodingStrategy::UptoBlocks(1))
                        .map_err(io::Error::other)?;
                }
                continue;
            }
            if let Some(error) = self.damage.take() {
                return Err(error);
            }
            let stated = self.decoder.get_checksum_from_data();
            if stated.is_some() && stated != self.decoder.get_calculated_checksum() {
                return Err(io::Error::other("the checksum is another one"));
            }
            self.is_within = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};
    use std::io::Write;

    fn gzip(text: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    fn zstandard(text: &[u8]) -> Vec<u8> {
        compress_to_vec(text, CompressionLevel::Fastest)
    }

    /// What `packed` unpacks to, as far as that goes, and whether it came to its end.
    fn unpacked(packed: &[u8]) -> (Vec<u8>, bool) {
        let mut bytes = Vec::new();
        let mut reader = Packing::of(packed).unwrap().unpacked(packed);
        let read = reader.read_to_end(&mut bytes);
        (bytes, read.is_ok())
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let text = "words and words ".repeat(40_000).into_bytes();
        for packed in [gzip(&text), zstandard(&text)] {
            assert_eq!(unpacked(&packed), (text.clone(), true));
        }
        assert_eq!(Packing::of(&gzip(b"")), Some(Packing::Gzip));
        assert_eq!(Packing::of(&zstandard(b"")), Some(Packing::Zstandard));
        assert_eq!(Packing::of(b"words"), None);
    }

    #[test]
    fn streams_one_after_the_other_are_one_text() {
        let skipped = b"\x50\x2a\x4d\x18\x03\0\0\0abc";
        for packed in [
            [gzip(b"one "), gzip(b"two")].concat(),
            [&zstandard(b"one "), &skipped[..], &zstandard(b"two")].concat(),
        ] {
            assert_eq!(unpacked(&packed), (b"one two".to_vec(), true));
        }
    }

    #[test]
    fn of_what_was_cut_off_the_beginning_is_read_and_then_an_error() {
        let text: Vec<u8> = (0..200_000_u32)
            .flat_map(|it| it.wrapping_mul(2_654_435_761).to_string().into_bytes())
            .collect();
        for packed in [gzip(&text), zstandard(&text)] {
            let (read, is_whole) = unpacked(&packed[..packed.len() / 2]);
            assert!(!is_whole);
            assert!(
                read.len() > 1000 && text.starts_with(&read),
                "{}",
                read.len()
            );
        }
    }

    #[test]
    fn a_byte_that_was_changed_is_noticed_by_the_checksum() {
        let text = b"words that were compressed, and something stands in them that was not there";
        for packed in [gzip(text), zstandard(text)] {
            let mut packed = packed;
            let last = packed.len() - 1;
            // gzip ends with the length, Zstandard with the checksum.
            packed[last] ^= 1;
            assert_eq!(unpacked(&packed), (text.to_vec(), false));
        }
    }

    #[test]
    fn a_frame_that_wants_too_much_memory_is_refused() {
        // A window of 2 TiB, and an empty block.
        let mut reader = Packing::Zstandard.unpacked(&b"\x28\xb5\x2f\xfd\x00\xf8\x01\0\0"[..]);
        let error = reader.read(&mut [0; 9]).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::OutOfMemory);
    }

    proptest! {
        #[test]
        fn any_bytes_end_somewhere(bytes in prop::collection::vec(any::<u8>(), 0..200), at in 0_usize..100) {
            for (packing, packed) in [(Packing::Gzip, gzip(&bytes)), (Packing::Zstandard, zstandard(&bytes))] {
                let mut damaged = packed;
                let at = at % damaged.len();
                damaged[at] = damaged[at].wrapping_add(1);
                for packed in [&bytes, &damaged] {
                    let mut reader = packing.unpacked(&packed[..]).take(1 << 20);
                    let _ = reader.read_to_end(&mut Vec::new());
                }
            }
        }
    }
}
