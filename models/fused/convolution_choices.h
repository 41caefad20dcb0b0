// Which algorithm computes each pass of a convolution where oneDNN has two of them: measured once,
// and kept in a file, with which a run can be repeated to the bit.
#ifndef STRIDE_MODELS_FUSED_CONVOLUTION_CHOICES_H_
#define STRIDE_MODELS_FUSED_CONVOLUTION_CHOICES_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace stride {

class ConvolutionChoices {
 public:
  // Reads the file where there is one; InvalidArgument where it is no file of choices.
  static absl::StatusOr<std::shared_ptr<ConvolutionChoices>> Open(const std::string& path);

  // Whether the pass is computed by Winograd's algorithm; empty: it has not been measured. `pass`:
  // "forward 64x32x32 to 128".
  std::optional<bool> winograd(const std::string& pass) const;

  // Keeps what has been measured, in the file as well. Errors as of WriteFileAtomically.
  absl::Status Add(const std::string& pass, bool winograd);

 private:
  explicit ConvolutionChoices(std::string path) : path_(std::move(path)) {}

  const std::string path_;
  std::map<std::string, bool> winograd_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_CONVOLUTION_CHOICES_H_
