// Products of float32 or bfloat16 matrices by oneDNN.
#ifndef STRIDE_MODELS_FUSED_PRODUCT_H_
#define STRIDE_MODELS_FUSED_PRODUCT_H_

#include <cstdint>

#include "stride/models/fused/onednn.h"

namespace stride {

// Rows lie `stride` elements apart.
inline dnnl::memory::desc Matrix(int64_t rows, int64_t columns, dnnl::memory::data_type type,
                                 int64_t stride) {
  return {{rows, columns}, type, dnnl::memory::dims{stride, 1}};
}

inline dnnl::memory::desc Matrix(int64_t rows, int64_t columns, dnnl::memory::data_type type) {
  return Matrix(rows, columns, type, columns);
}

// The same memory, read with rows and columns exchanged.
inline dnnl::memory::desc Transposed(const dnnl::memory::desc& matrix) {
  return matrix.permute_axes({1, 0});
}

// left * right = product, of matrices in these layouts; `adds`: product += left * right.
class Product {
 public:
  Product() = default;
  Product(const dnnl::memory::desc& left, const dnnl::memory::desc& right,
          const dnnl::memory::desc& product, bool adds = false);

  void Execute(void* left, void* right, void* product) const;

 private:
  dnnl::memory::desc left_, right_, product_;
  dnnl::matmul primitive_;
};

}  // namespace stride

#endif  // STRIDE_MODELS_FUSED_PRODUCT_H_
