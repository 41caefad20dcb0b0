#include "stride/data/dataset/idx.h"

#include <cstdint>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/gzip.h"
#include "stride/data/dataset/in_memory.h"

namespace stride {
namespace {

constexpr int64_t kMaxBytes = int64_t{1} << 32;

struct IdxFile {
  std::string bytes;
  std::vector<int64_t> sizes;
  int64_t data_offset = 0;
};

int64_t BigEndian32(const std::string& bytes, int64_t offset) {
  uint32_t value = 0;
  for (int i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[offset + i]);
  return value;
}

absl::Status Damaged(const std::string& path, int64_t offset, absl::string_view expected,
                     absl::string_view found) {
  return absl::DataLossError(absl::StrCat(path, ": at byte ", offset, " expected ", expected,
                                          ", found ", found, "; the file is damaged or not IDX"));
}

// `dimensions` is 3 for images and 1 for labels.
absl::StatusOr<IdxFile> ReadIdx(const std::string& path, int dimensions) {
  IdxFile file;
  STRIDE_ASSIGN_OR_RETURN(file.bytes, ReadMaybeGzip(path, kMaxBytes));
  const int64_t length = static_cast<int64_t>(file.bytes.size());
  file.data_offset = 4 + 4 * dimensions;
  if (length < file.data_offset) {
    return Damaged(path, 0, absl::StrCat("a header of ", file.data_offset, " bytes"),
                   absl::StrCat(length, " bytes"));
  }
  const int64_t magic = 0x800 + dimensions;  // unsigned bytes, in so many dimensions
  if (BigEndian32(file.bytes, 0) != magic) {
    return Damaged(path, 0, absl::StrCat("the magic number ", magic),
                   absl::StrCat(BigEndian32(file.bytes, 0)));
  }
  int64_t expected = 1;
  for (int d = 0; d < dimensions; ++d) {
    file.sizes.push_back(BigEndian32(file.bytes, 4 + 4 * d));
    if (file.sizes[d] < 1 || file.sizes[d] > kMaxBytes / expected) {
      return Damaged(path, 4 + 4 * d, "a size from 1 to 4 GiB in all", absl::StrCat(file.sizes[d]));
    }
    expected *= file.sizes[d];
  }
  if (length - file.data_offset != expected) {
    return Damaged(path, file.data_offset, absl::StrCat(expected, " bytes of data"),
                   absl::StrCat(length - file.data_offset));
  }
  return file;
}

absl::StatusOr<std::string> Find(const std::string& folder, const std::string& name) {
  const std::string plain = absl::StrCat(folder, "/", name);
  for (const std::string& path : {plain, plain + ".gz"}) {
    if (std::filesystem::is_regular_file(path)) return path;
  }
  if (!std::filesystem::is_directory(folder)) {
    return absl::NotFoundError(absl::StrCat("no such data folder: ", folder));
  }
  return absl::NotFoundError(absl::StrCat("no ", name, " and no ", name, ".gz in ", folder,
                                          "; the folder needs the data set's four IDX files"));
}

absl::StatusOr<DatasetPtr> LoadFolder(const std::string& folder, Split split,
                                      std::vector<std::string> class_names) {
  const std::string stem = split == Split::kTrain ? "train" : "t10k";
  STRIDE_ASSIGN_OR_RETURN(const std::string images, Find(folder, stem + "-images-idx3-ubyte"));
  STRIDE_ASSIGN_OR_RETURN(const std::string labels, Find(folder, stem + "-labels-idx1-ubyte"));
  return LoadIdx(images, labels, std::move(class_names), split == Split::kTrain ? "train" : "test");
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadIdx(const std::string& images_path, const std::string& labels_path,
                                   std::vector<std::string> class_names,
                                   const std::string& id_prefix) {
  STRIDE_ASSIGN_OR_RETURN(const IdxFile images, ReadIdx(images_path, 3));
  STRIDE_ASSIGN_OR_RETURN(const IdxFile labels, ReadIdx(labels_path, 1));
  if (labels.sizes[0] != images.sizes[0]) {
    return absl::DataLossError(absl::StrCat(labels_path, ": ", labels.sizes[0], " labels for the ",
                                            images.sizes[0], " images of ", images_path,
                                            "; the two files do not belong together"));
  }
  InMemoryImages all;
  all.height = static_cast<int>(images.sizes[1]);
  all.width = static_cast<int>(images.sizes[2]);
  all.channels = 1;
  all.class_names = std::move(class_names);
  all.id_prefix = id_prefix;
  const int64_t classes = static_cast<int64_t>(all.class_names.size());
  for (int64_t i = 0; i < labels.sizes[0]; ++i) {
    const int64_t label = static_cast<uint8_t>(labels.bytes[labels.data_offset + i]);
    if (label >= classes) {
      return Damaged(labels_path, labels.data_offset + i,
                     absl::StrCat("a label from 0 to ", classes - 1), absl::StrCat(label));
    }
    all.labels.push_back(label);
  }
  all.pixels.assign(images.bytes.begin() + images.data_offset, images.bytes.end());
  return MakeInMemoryDataset(std::move(all));
}

absl::StatusOr<DatasetPtr> LoadMnist(const std::string& folder, Split split) {
  return LoadFolder(folder, split, {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"});
}

absl::StatusOr<DatasetPtr> LoadFashionMnist(const std::string& folder, Split split) {
  return LoadFolder(folder, split,
                    {"T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt",
                     "Sneaker", "Bag", "Ankle boot"});
}

}  // namespace stride
