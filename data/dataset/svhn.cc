#include "stride/data/dataset/svhn.h"

#include <matio.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "stride/data/base/status_macros.h"
#include "stride/data/dataset/in_memory.h"

namespace stride {
namespace {

constexpr int kSvhnSide = 32;
constexpr int kSvhnChannels = 3;
constexpr int kSvhnImage = kSvhnSide * kSvhnSide * kSvhnChannels;

using MatFile = std::unique_ptr<mat_t, int (*)(mat_t*)>;
using MatVariable = std::unique_ptr<matvar_t, void (*)(matvar_t*)>;

absl::Span<const size_t> ShapeOf(const matvar_t& variable) {
  return {variable.dims, static_cast<size_t>(variable.rank)};
}

std::string Describe(const matvar_t& variable) {
  return absl::StrCat("[", absl::StrJoin(ShapeOf(variable), ", "), "] of class ",
                      variable.class_type);
}

class SvhnFile {
 public:
  explicit SvhnFile(std::string path) : path_(std::move(path)) {}

  absl::StatusOr<MatVariable> Read(const char* name) const {
    const MatFile file(Mat_Open(path_.c_str(), MAT_ACC_RDONLY), Mat_Close);
    if (file == nullptr) return Damaged("a MAT file", "another");
    MatVariable variable(Mat_VarRead(file.get(), name), Mat_VarFree);
    if (variable == nullptr) return Damaged(absl::StrCat("a variable ", name), "none");
    if (variable->data == nullptr) return Damaged(absl::StrCat("all of ", name), "less");
    return variable;
  }

  absl::Status Damaged(const std::string& expected, const std::string& found) const {
    return absl::DataLossError(absl::StrCat(path_, ": expected ", expected, ", found ", found,
                                            "; the file is damaged, fetch it again"));
  }

 private:
  const std::string path_;
};

// X[row, column, channel, image] by columns to [image, row, column, channel].
std::vector<uint8_t> PixelsOf(const uint8_t* columns, int64_t images) {
  std::vector<uint8_t> pixels(images * kSvhnImage);
  uint8_t* out = pixels.data();
  for (int64_t i = 0; i < images; ++i, columns += kSvhnImage) {
    for (int row = 0; row < kSvhnSide; ++row) {
      for (int pixel = row; pixel < kSvhnSide * kSvhnSide; pixel += kSvhnSide) {
        for (int c = 0; c < kSvhnChannels; ++c) *out++ = columns[c * kSvhnSide * kSvhnSide + pixel];
      }
    }
  }
  return pixels;
}

absl::StatusOr<std::vector<uint8_t>> ReadPixels(const SvhnFile& file) {
  STRIDE_ASSIGN_OR_RETURN(const MatVariable x, file.Read("X"));
  const auto shape = ShapeOf(*x);
  if (x->class_type != MAT_C_UINT8 || shape.size() != 4 || shape[0] != kSvhnSide ||
      shape[1] != kSvhnSide || shape[2] != kSvhnChannels) {
    return file.Damaged("X as uint8 [32, 32, 3, N]", Describe(*x));
  }
  return PixelsOf(static_cast<const uint8_t*>(x->data), static_cast<int64_t>(shape[3]));
}

absl::StatusOr<std::vector<int64_t>> ReadLabels(const SvhnFile& file, int64_t images) {
  STRIDE_ASSIGN_OR_RETURN(const MatVariable y, file.Read("y"));
  const auto shape = ShapeOf(*y);
  if (y->class_type != MAT_C_UINT8 || shape.size() != 2 ||
      static_cast<int64_t>(shape[0] * shape[1]) != images) {
    return file.Damaged(absl::StrCat("y as uint8 [", images, ", 1]"), Describe(*y));
  }
  const auto* bytes = static_cast<const uint8_t*>(y->data);
  std::vector<int64_t> labels(bytes, bytes + images);
  for (int64_t i = 0; i < images; ++i) {
    if (labels[i] < 1 || labels[i] > 10) {
      return file.Damaged(absl::StrCat("a label from 1 to 10 for image ", i),
                          absl::StrCat(labels[i]));
    }
    labels[i] %= 10;
  }
  return labels;
}

}  // namespace

absl::StatusOr<DatasetPtr> LoadSvhn(const std::string& folder, Split split) {
  STRIDE_RETURN_IF_ERROR(CheckFolder(folder));
  InMemoryImages images;
  images.id_prefix = split == Split::kTrain ? "train" : "test";
  const std::string path = absl::StrCat(folder, "/", images.id_prefix, "_32x32.mat");
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    return absl::NotFoundError(absl::StrCat(
        path, ": No such file; the folder needs train_32x32.mat and test_32x32.mat of SVHN"));
  }
  const SvhnFile file(path);
  images.height = kSvhnSide;
  images.width = kSvhnSide;
  images.channels = kSvhnChannels;
  images.class_names = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
  STRIDE_ASSIGN_OR_RETURN(images.pixels, ReadPixels(file));
  STRIDE_ASSIGN_OR_RETURN(
      images.labels, ReadLabels(file, static_cast<int64_t>(images.pixels.size()) / kSvhnImage));
  return MakeInMemoryDataset(std::move(images));
}

}  // namespace stride
