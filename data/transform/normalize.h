// torchvision's ToTensor and Normalize in one pass: 8-bit samples to normalised floats.
#ifndef STRIDE_DATA_TRANSFORM_NORMALIZE_H_
#define STRIDE_DATA_TRANSFORM_NORMALIZE_H_

#include <array>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "stride/data/image/image.h"
#include "stride/data/transform/text.h"

namespace stride {

// (sample / 255 - mean) / std, one mean and one std a channel; empty: sample / 255 alone.
struct Normalize {
  std::vector<float> mean;
  std::vector<float> std;
  // "normalize(cifar10)", "normalize((0.5, 0.5, 0.5), (0.25, 0.25, 0.2))", "to_tensor"
  std::string ToString() const;
};

// The training sets' own means and standard deviations.
Normalize MnistNormalize();
Normalize FashionMnistNormalize();
Normalize Cifar10Normalize();
Normalize Cifar100Normalize();
Normalize SvhnNormalize();
Normalize ImageNetNormalize();

// Whether a stage of the text form is a normalisation, and which. InvalidArgument: what is wrong at
// which column.
bool IsNormalize(const TextNode& stage);
absl::StatusOr<Normalize> ReadNormalize(const TextNode& stage);

enum class MemoryLayout { kContiguous, kChannelsLast };  // CHW, HWC

// A table of 256 floats a channel, in torchvision's float32 arithmetic, so that results are equal
// bit for bit.
class Normalizer {
 public:
  // InvalidArgument when mean and std differ in length or a std is not above 0.
  static absl::StatusOr<Normalizer> Create(const Normalize& normalize);

  // Writes channels x height x width floats. InvalidArgument when the image's channels are not
  // those of the mean.
  absl::Status Write(const Image& image, MemoryLayout layout, float* out) const;

 private:
  std::vector<std::array<float, 256>> tables_;  // one for all channels when there is no mean
  bool per_channel_ = false;
};

}  // namespace stride

#endif  // STRIDE_DATA_TRANSFORM_NORMALIZE_H_
