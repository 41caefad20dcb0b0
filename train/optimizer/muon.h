// Muon: stochastic gradient descent whose step on a convolution's filters has all its directions
// equally long.
//
// A filter bank [out, in, kh, kw] is a matrix of `out` rows. With G = gradient (+ momentum),
//
//   W *= sqrt(out) / |W|
//   W -= learning_rate * Orthogonal(G)
//
// where Orthogonal(G) = U V' for G = U S V', as nearly as a few Newton-Schulz steps in bfloat16
// get: singular values end between 0.5 and 1.5. The steps are taken on the small matrix G G',
// which costs less than half of what they do on G. Filters keep their length, so that a batch norm
// should follow; they do not decay. What has not four dimensions is updated as by SGD with
// Nesterov's momentum (sgd.h). Each by the schedule's rate times its lr_scale.
//
// Source: Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024); the
// rescaling of filters and the three steps: Jordan's airbench for CIFAR-10 (arXiv 2404.00498).
#ifndef STRIDE_TRAIN_OPTIMIZER_MUON_H_
#define STRIDE_TRAIN_OPTIMIZER_MUON_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "stride/train/optimizer/optimizer.h"

namespace stride {

struct MuonOptions {
  double momentum = 0.6;  // Nesterov's, of filters; in [0, 1)
  int newton_schulz_steps = 3;
  double other_momentum = 0.85;  // of all other parameters; in [0, 1)
  double weight_decay = 0;       // of those; at least 0
};

// InvalidArgument names the option or the parameter that does not do.
absl::StatusOr<std::unique_ptr<Optimizer>> MakeMuon(std::vector<OptimizedParameter> parameters,
                                                    const MuonOptions& options = {});

// U V' of `matrix` [m, n] = U S V', nearly; bfloat16.
at::Tensor NearlyOrthogonal(const at::Tensor& matrix, int steps);

}  // namespace stride

#endif  // STRIDE_TRAIN_OPTIMIZER_MUON_H_
