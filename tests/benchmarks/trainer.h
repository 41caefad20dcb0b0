// A network with its loss and its optimizer, for benchmarks of training steps.
#ifndef STRIDE_TESTS_BENCHMARKS_TRAINER_H_
#define STRIDE_TESTS_BENCHMARKS_TRAINER_H_

#include <ATen/core/Tensor.h>

#include <memory>
#include <string>
#include <vector>

#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"
#include "stride/train/loss/loss.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

using MakeOptimizer =
    absl::StatusOr<std::unique_ptr<Optimizer>> (*)(std::vector<OptimizedParameter> parameters);

absl::StatusOr<std::unique_ptr<Optimizer>> MomentumSgd(std::vector<OptimizedParameter> parameters);

struct TrainerOptions {
  bool fused = true;
  Precision precision = Precision::kFloat32;
  MakeOptimizer optimizer = MomentumSgd;
};

class Trainer {
 public:
  Trainer(std::unique_ptr<Classifier> net, const TrainerOptions& options);

  // Forward, cross-entropy, backward, update. `images`: channels last. `labels`: int64, [N].
  void Step(const at::Tensor& images, const at::Tensor& labels);

 private:
  std::unique_ptr<Classifier> net_;
  const Precision precision_;
  std::unique_ptr<Optimizer> optimizer_;
  const Loss loss_;
};

// The network of this name (//models:list) for ten classes of coloured squares.
std::unique_ptr<Classifier> BenchmarkNet(const std::string& name, int side);

// Images of noise, channels last, and labels.
struct Noise {
  Noise(int64_t batch, int side);

  at::Tensor images;
  at::Tensor labels;
};

}  // namespace stride

#endif  // STRIDE_TESTS_BENCHMARKS_TRAINER_H_
