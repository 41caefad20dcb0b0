// What a trained classifier says about images: fast, without gradients.
//
//   STRIDE_ASSIGN_OR_RETURN(const auto predictor, Predictor::Create(*classifier));
//   STRIDE_ASSIGN_OR_RETURN(const at::Tensor probabilities, predictor->Probabilities(images));
#ifndef STRIDE_EVAL_PREDICT_PREDICTOR_H_
#define STRIDE_EVAL_PREDICT_PREDICTOR_H_

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "stride/models/core/classifier.h"
#include "stride/models/core/precision.h"
#include "stride/models/fused/inference/inference_plan.h"

namespace stride {

struct PredictorOptions {
  Precision precision = Precision::kFloat32;
  // With oneDNN's own primitives where they can hold the network (models/fused/inference); false:
  // by the classifier's layers, as for other networks and devices.
  bool fused = true;
  // Winograd's algorithm for its float32 convolutions: a plan then takes longer to make than
  // predictions win in dozens of batches.
  bool winograd = true;
};

// In evaluation mode, whatever the classifier's mode, which stays as it is. Not thread-safe: one
// thread at a time calls it, and nothing else uses the classifier meanwhile.
class Predictor {
 public:
  // `classifier` must outlive it, and is not changed. A fused predictor copies its weights: make
  // another when they have changed. InvalidArgument where LibTorch fails.
  static absl::StatusOr<std::unique_ptr<Predictor>> Create(Classifier& classifier,
                                                           const PredictorOptions& options = {});

  // images: float32 [N, C, H, W], RGB or grey as in training, normalised as in training, any
  // strides; N may be another in each call (for each of the last few N there is a plan). Returns
  // logits, float32 [N, K]. InvalidArgument for another type or shape, or where LibTorch fails.
  absl::StatusOr<at::Tensor> Predict(const at::Tensor& images);

  // The softmax of Predict's logits.
  absl::StatusOr<at::Tensor> Probabilities(const at::Tensor& images);

  bool fused() const { return graph_.has_value(); }

 private:
  struct Planned {
    std::unique_ptr<InferencePlan> plan;
    int64_t used = 0;  // by which call
  };

  Predictor(Classifier& classifier, const PredictorOptions& options)
      : classifier_(classifier), options_(options) {}
  absl::Status CheckImages(const at::Tensor& images) const;
  at::Tensor Plainly(const at::Tensor& images) const;
  absl::StatusOr<InferencePlan*> PlanFor(int64_t batch);

  Classifier& classifier_;
  const PredictorOptions options_;
  std::optional<InferenceGraph> graph_;
  std::map<int64_t, Planned> plans_;  // by the batch
  int64_t calls_ = 0;
};

}  // namespace stride

#endif  // STRIDE_EVAL_PREDICT_PREDICTOR_H_
