// How a packed file is laid out. Numbers are little-endian, checksums CRC-32 (zlib's).
//
//   header   8 bytes "\x89STRIDE\n", u32 version, u32 checksum of what follows in the header,
//            u64 bytes of the header, u64 examples, u64 classes, and each class's name: u64, bytes
//   payload  pixels or picture files, one after the other
//   index    a PackedEntry an example, then the ids, one after the other
//   footer   u64 offset of the index, u64 bytes of the file, u32 checksum of the index, u32
//            checksum of the footer before it
#ifndef STRIDE_DATA_DATASET_PACKED_FORMAT_H_
#define STRIDE_DATA_DATASET_PACKED_FORMAT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/data/image/decode.h"

namespace stride {

struct PackedHeader {
  uint64_t bytes = 0;
  uint64_t examples = 0;
  std::vector<std::string> class_names;
};

enum class PackedContent : uint32_t { kPixels = 0, kPicture = 1 };

struct PackedEntry {
  static constexpr size_t kBytes = 56;
  uint64_t offset = 0;  // of the payload, in the file
  uint64_t size = 0;
  uint64_t id_offset = 0;
  uint64_t id_size = 0;
  uint32_t label = 0;
  uint32_t checksum = 0;  // of the payload
  uint32_t height = 0;    // of the image
  uint32_t width = 0;
  uint32_t channels = 0;
  PackedContent content = PackedContent::kPixels;
};

struct PackedFooter {
  static constexpr size_t kBytes = 24;
  uint64_t index_offset = 0;
  uint64_t file_bytes = 0;
  uint32_t index_checksum = 0;
};

uint32_t Checksum(absl::string_view bytes);

// How the picture of an entry is decoded: upright, in grey or RGB as its channels say.
DecodeOptions DecodeOptionsOf(const PackedEntry& entry);

std::string WritePackedHeader(const PackedHeader& header);  // header.bytes is worked out
std::string WritePackedEntry(const PackedEntry& entry);
std::string WritePackedFooter(const PackedFooter& footer);

// From the bytes of a whole file; DataLoss, "at byte 16: expected ..., found ...".
absl::StatusOr<PackedHeader> ReadPackedHeader(absl::string_view file);
absl::StatusOr<PackedFooter> ReadPackedFooter(absl::string_view file);
// Every entry and id is where it must be, for the payload and the index to have no gaps.
absl::Status CheckPackedIndex(absl::string_view file, const PackedHeader& header,
                              const PackedFooter& footer);
// An index that was checked.
PackedEntry ReadPackedEntry(absl::string_view file, const PackedFooter& footer, int64_t index);

}  // namespace stride

#endif  // STRIDE_DATA_DATASET_PACKED_FORMAT_H_
