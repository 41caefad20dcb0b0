#include "stride/models/layers/faulty_onednn.h"

#include <ATen/Context.h>
#include <ATen/Version.h>

#include "absl/strings/match.h"
#include "glog/logging.h"

namespace stride {
namespace {

// Debian builds from a tarball; the project's own builds name their commit.
bool TurnOffWhereFaulty() {
  if (!absl::StrContains(at::get_mkldnn_version(), "v3.7.2 (Git Hash N/A)")) return false;
  at::globalContext().setUserEnabledMkldnn(false);
  LOG(WARNING) << "this system's oneDNN (3.7.2) computes wrong convolutions: doing without it, "
                  "which is slower; Debian 12, or a LibTorch of your own (STRIDE_LIBTORCH), is not";
  return true;
}

}  // namespace

void AvoidFaultyOneDnn() { [[maybe_unused]] static const bool faulty = TurnOffWhereFaulty(); }

}  // namespace stride
