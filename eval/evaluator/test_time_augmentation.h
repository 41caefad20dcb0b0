// A trained classifier that looks at each image six times.
#ifndef STRIDE_EVAL_EVALUATOR_TEST_TIME_AUGMENTATION_H_
#define STRIDE_EVAL_EVALUATOR_TEST_TIME_AUGMENTATION_H_

#include <memory>

#include "stride/models/core/classifier.h"

namespace stride {

// Its logits are, with m(x) the mean of those of x and of its mirror image,
//
//   m(x) / 2 + m(x one pixel up and left) / 4 + m(x one pixel down and right) / 4
//
// where edges are filled by reflection (Jordan, arXiv 2404.00498, section 3.6). For evaluation; all
// else is `classifier`'s, which must outlive it.
std::unique_ptr<Classifier> AugmentTestTime(Classifier& classifier);

}  // namespace stride

#endif  // STRIDE_EVAL_EVALUATOR_TEST_TIME_AUGMENTATION_H_
