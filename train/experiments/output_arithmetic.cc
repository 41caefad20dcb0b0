// The sizes of an image on its way through a network, with the formula of each convolution and
// pooling filled in: floor((input + 2*padding - kernel)/stride) + 1, by Dumoulin and Visin, "A
// guide to convolution arithmetic for deep learning", arXiv 1603.07285. An image that is too small
// shows where.
//
//   bazel run //:output_arithmetic -- --model=alexnet --input=3x64x64
#include <iostream>
#include <string>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/layer_record.h"
#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

ABSL_FLAG(std::string, model, "alexnet", "a name of `bazel run //models:list`");
ABSL_FLAG(std::string, input, "",
          "channels, height and width, as in 3x32x32; empty: what the network was published for");

namespace stride {
namespace {

absl::Status PrintArithmetic(const std::string& name, const std::string& input) {
  ModelOptions options;
  STRIDE_ASSIGN_OR_RETURN(options.input,
                          input.empty() ? PublishedInput(name) : ParseImageShape(input));
  STRIDE_ASSIGN_OR_RETURN(const auto model, MakeModel(name, options));
  std::cout << name << "\n\n"
            << ArithmeticTable(options.input, model->layers())
            << "\nresult layers=" << model->layers().size()
            << " parameters=" << CountParameters(*model)
            << " multiply_adds=" << CountMultiplyAdds(*model) << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("The sizes of an image on its way through a network.");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status =
      stride::PrintArithmetic(absl::GetFlag(FLAGS_model), absl::GetFlag(FLAGS_input));
  if (!status.ok()) std::cerr << "output_arithmetic: " << status.message() << std::endl;
  return status.ok() ? 0 : 1;
}
