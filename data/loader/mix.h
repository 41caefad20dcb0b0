// Batches whose examples are mixed with each other, and their targets likewise. The partner of
// example i is example i - 1, of the first the last (the batch rolled by one); one lambda, from
// Beta(alpha, alpha), is drawn for the whole batch. As torchvision's MixUp and CutMix.
#ifndef STRIDE_DATA_LOADER_MIX_H_
#define STRIDE_DATA_LOADER_MIX_H_

#include <cstdint>
#include <vector>

#include "stride/data/loader/batch.h"
#include "stride/data/loader/batch_transform.h"

namespace stride {

// lambda * example + (1 - lambda) * partner: Zhang et al., arXiv 1710.09412, section 2. alpha is
// above 0.
BatchTransformPtr MixUp(double alpha = 1.0);

// A box of the partner, of 1 - lambda of the area before it is cut at the image's sides: Yun et
// al., arXiv 1905.04899, section 3.1. Targets are mixed by the area that was pasted. alpha is above
// 0.
BatchTransformPtr CutMix(double alpha = 1.0);

// One of these for each batch, each as likely.
BatchTransformPtr MixOneOf(std::vector<BatchTransformPtr> transforms);

// MixUp with this lambda, in [0, 1]. The batch: images float32, contiguous or channels_last, and
// targets.
void MixExamples(double lambda, Batch& batch);

struct Box {
  int64_t top = 0;  // rows [top, bottom), columns [left, right)
  int64_t left = 0;
  int64_t bottom = 0;
  int64_t right = 0;
};

// The box of CutMix around a pixel of an image of these sizes.
Box CutMixBox(double lambda, int64_t center_row, int64_t center_column, int64_t height,
              int64_t width);

// CutMix with this box, which is within the image.
void PasteBox(const Box& box, Batch& batch);

}  // namespace stride

#endif  // STRIDE_DATA_LOADER_MIX_H_
