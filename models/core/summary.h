// A network as a table: name, layer, output sizes, parameters and multiply-adds of one image.
#ifndef STRIDE_MODELS_CORE_SUMMARY_H_
#define STRIDE_MODELS_CORE_SUMMARY_H_

#include <cstdint>
#include <string>

#include "stride/models/core/classifier.h"

namespace stride {

int64_t CountParameters(const Classifier& classifier);
int64_t CountMultiplyAdds(const Classifier& classifier);  // of one image

// A heading, a row a layer, and totals; lines are at most 100 columns wide.
std::string Summary(const Classifier& classifier);

}  // namespace stride

#endif  // STRIDE_MODELS_CORE_SUMMARY_H_
