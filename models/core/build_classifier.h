// From a family's options to a Classifier in one call.
#ifndef STRIDE_MODELS_CORE_BUILD_CLASSIFIER_H_
#define STRIDE_MODELS_CORE_BUILD_CLASSIFIER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/data/base/status_macros.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/initialize.h"
#include "stride/models/core/module_classifier.h"
#include "stride/models/core/torch_error.h"

namespace stride {

// `Holder`: a holder (TORCH_MODULE) of a module that is constructed from `options`, which have
// input, num_classes, initialisation and seed; `special` and `published`: what the scheme does not
// cover (initialize.h). What the constructor throws is InvalidArgument.
template <typename Holder, typename Options>
absl::StatusOr<std::unique_ptr<Classifier>> BuildClassifier(
    const std::string& name, const Options& options,
    const std::vector<SpecialInitialisation>& special = {}, const LayerRule& published = nullptr) {
  STRIDE_ASSIGN_OR_RETURN(const Holder module,
                          CatchTorchErrors(name, [&] { return Holder(options); }));
  STRIDE_ASSIGN_OR_RETURN(std::unique_ptr<Classifier> classifier,
                          MakeClassifier(name, module, options.input, options.num_classes));
  InitializeParameters(classifier->Parameters(), options.initialisation, options.seed, special,
                       published);
  return classifier;
}

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_BUILD_CLASSIFIER_H_
