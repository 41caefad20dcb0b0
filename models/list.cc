// Prints the networks that can be made by name: parameters, multiply-adds of one image, and the
// sizes on its way, one for each resolution.
//
//   bazel run //models:list -- --input=3x32x32 --names=cifar
#include <iostream>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/summary.h"
#include "stride/models/registry/registry.h"

ABSL_FLAG(std::string, input, "",
          "channels, height and width, as in 3x32x32; empty: what each was published for");
ABSL_FLAG(int64_t, num_classes, 1000, "logits");
ABSL_FLAG(std::string, names, "", "only networks whose names contain this");

namespace stride {
namespace {

// What the last layer of each resolution yields.
std::string Sizes(const Classifier& model) {
  std::vector<std::string> sizes;
  std::vector<int64_t> last;
  for (const LayerRecord& layer : model.layers()) {
    const bool same_resolution = layer.output.size() == 3 && last.size() == 3 &&
                                 layer.output[1] == last[1] && layer.output[2] == last[2];
    if (!last.empty() && !same_resolution) sizes.push_back(SizesToString(last));
    last = layer.output;
  }
  sizes.push_back(SizesToString(last));
  return absl::StrJoin(sizes, " ");
}

absl::Status PrintModel(const std::string& name) {
  ModelOptions options;
  options.num_classes = absl::GetFlag(FLAGS_num_classes);
  const std::string input = absl::GetFlag(FLAGS_input);
  STRIDE_ASSIGN_OR_RETURN(options.input,
                          input.empty() ? PublishedInput(name) : ParseImageShape(input));
  const auto model = MakeModel(name, options);
  if (!model.ok()) {
    std::cout << absl::StrFormat("%-24s not for %s images\n", name, options.input.ToString());
    return absl::OkStatus();
  }
  std::cout << absl::StrFormat("%-24s %8.2f M %8.2f G  %s: %s\n", name,
                               CountParameters(**model) / 1e6, CountMultiplyAdds(**model) / 1e9,
                               options.input.ToString(), Sizes(**model))
            << std::flush;
  return absl::OkStatus();
}

absl::Status ListModels() {
  std::cout << absl::StrFormat("%-24s %10s %10s  %s\n", "", "parameters", "mult-adds",
                               "input: sizes on the way");
  int64_t variants = 0;
  for (const std::string& name : ModelNames()) {
    if (!absl::StrContains(name, absl::GetFlag(FLAGS_names))) continue;
    STRIDE_RETURN_IF_ERROR(PrintModel(name));
    ++variants;
  }
  std::cout << "result variants=" << variants << std::endl;
  return absl::OkStatus();
}

}  // namespace
}  // namespace stride

int main(int argc, char** argv) {
  absl::SetProgramUsageMessage("Prints the networks that can be made by name.");
  absl::ParseCommandLine(argc, argv);
  const absl::Status status = stride::ListModels();
  if (!status.ok()) std::cerr << "list: " << status.message() << std::endl;
  return status.ok() ? 0 : 1;
}
