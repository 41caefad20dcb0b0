// Networks by name, as torchvision.models has them: `--model=resnet18`.
//
// A family registers its variants in its .cc, and is known wherever //models:all is linked:
//
//   [[maybe_unused]] const bool registered =
//       RegisterVariant("resnet18", ResnetOfDepth(18), MakeResnet);
#ifndef STRIDE_MODELS_REGISTRY_REGISTRY_H_
#define STRIDE_MODELS_REGISTRY_REGISTRY_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/shape.h"

namespace stride {

// What every network can be asked for.
struct ModelOptions {
  ImageShape input = {3, 224, 224};
  int64_t num_classes = 1000;
  uint64_t seed = 0;  // of the initial parameters
};

// A family's options (input, num_classes, seed) with what was asked for.
template <typename Options>
Options WithCommon(Options options, const ModelOptions& common) {
  options.input = common.input;
  options.num_classes = common.num_classes;
  options.seed = common.seed;
  return options;
}

using ModelFactory =
    std::function<absl::StatusOr<std::unique_ptr<Classifier>>(const ModelOptions& options)>;

// `input`: what the network was published for. Always true.
bool RegisterModel(const std::string& name, ModelFactory factory,
                   const ImageShape& input = {3, 224, 224});

// `make` with `options`, in which name, input, num_classes and seed are set to what is asked for;
// published for the input that `options` has.
template <typename Options>
bool RegisterVariant(const std::string& name, Options options,
                     absl::StatusOr<std::unique_ptr<Classifier>> (*make)(const Options&)) {
  options.name = name;
  const ImageShape published = options.input;
  return RegisterModel(
      name,
      [options, make](const ModelOptions& common) { return make(WithCommon(options, common)); },
      published);
}

// NotFound for a name that nobody has registered; else what the factory says.
absl::StatusOr<std::unique_ptr<Classifier>> MakeModel(absl::string_view name,
                                                      const ModelOptions& options);

absl::StatusOr<ImageShape> PublishedInput(absl::string_view name);

std::vector<std::string> ModelNames();  // all that are linked in, sorted

}  // namespace stride

#endif  // STRIDE_MODELS_REGISTRY_REGISTRY_H_
