;; Passes over a vocabulary's logits: a quarter of a million floats for each token that is chosen.
;; Compiled into scanBytes.ts by `npm run wasm`. The logits lie at address 0, padded with -infinity
;; to a multiple of 16. None of them is NaN.
(module
  (memory (export "memory") 1)

  ;; Index of the largest logit, the first of equals. $count is a multiple of 16, at least 16.
  (func (export "likeliest") (param $count i32) (result i32)
    (local $end i32) (local $at i32) (local $max f32)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (local.set $a (f32x4.splat (f32.const -inf)))
    (local.set $b (local.get $a))
    (local.set $c (local.get $a))
    (local.set $d (local.get $a))
    (loop $next
      (local.set $a (f32x4.pmax (local.get $a) (v128.load offset=0 (local.get $at))))
      (local.set $b (f32x4.pmax (local.get $b) (v128.load offset=16 (local.get $at))))
      (local.set $c (f32x4.pmax (local.get $c) (v128.load offset=32 (local.get $at))))
      (local.set $d (f32x4.pmax (local.get $d) (v128.load offset=48 (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 64)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.set $a
      (f32x4.pmax
        (f32x4.pmax (local.get $a) (local.get $b))
        (f32x4.pmax (local.get $c) (local.get $d))))
    (local.set $max
      (f32.max
        (f32.max (f32x4.extract_lane 0 (local.get $a)) (f32x4.extract_lane 1 (local.get $a)))
        (f32.max (f32x4.extract_lane 2 (local.get $a)) (f32x4.extract_lane 3 (local.get $a)))))
    (local.set $a (f32x4.splat (local.get $max)))
    (local.set $at (i32.const 0))
    (loop $search
      (local.set $b (f32x4.eq (v128.load (local.get $at)) (local.get $a)))
      (if (v128.any_true (local.get $b))
        (then
          (return
            (i32.add
              (i32.shr_u (local.get $at) (i32.const 2))
              (i32.ctz (i32x4.bitmask (local.get $b)))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $search (i32.lt_u (local.get $at) (local.get $end))))
    (i32.const 0))

  ;; Writes, for every 256 logits, the sum of exp((logit - max) * scale) to $out (f64) and answers the
  ;; sum of all. The exponential is that of the Cephes library (expf), off by 2e-7 of itself.
  (func (export "masses")
    (param $count i32) (param $max f32) (param $scale f32) (param $out i32) (result f64)
    (local $end i32) (local $at i32) (local $chunk i32) (local $total f64) (local $mass f64)
    (local $x v128) (local $n v128) (local $y v128) (local $sum v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $chunks
      (local.set $chunk (i32.add (local.get $at) (i32.const 1024)))
      (if (i32.gt_u (local.get $chunk) (local.get $end))
        (then (local.set $chunk (local.get $end))))
      (local.set $sum (f32x4.splat (f32.const 0)))
      (loop $next
        (local.set $x
          (f32x4.pmax
            (f32x4.splat (f32.const -87))
            (f32x4.mul
              (f32x4.sub (v128.load (local.get $at)) (f32x4.splat (local.get $max)))
              (f32x4.splat (local.get $scale)))))
        ;; exp(x) = 2^n * exp(x - n * ln 2), with ln 2 in two parts.
        (local.set $n
          (f32x4.nearest (f32x4.mul (local.get $x) (f32x4.splat (f32.const 1.44269504)))))
        (local.set $x
          (f32x4.sub
            (f32x4.sub
              (local.get $x)
              (f32x4.mul (local.get $n) (f32x4.splat (f32.const 0.693359375))))
            (f32x4.mul (local.get $n) (f32x4.splat (f32.const -2.12194440e-4)))))
        (local.set $y (f32x4.splat (f32.const 1.9875691500e-4)))
        (local.set $y
          (f32x4.add
            (f32x4.mul (local.get $y) (local.get $x)) (f32x4.splat (f32.const 1.3981999507e-3))))
        (local.set $y
          (f32x4.add
            (f32x4.mul (local.get $y) (local.get $x)) (f32x4.splat (f32.const 8.3334519073e-3))))
        (local.set $y
          (f32x4.add
            (f32x4.mul (local.get $y) (local.get $x)) (f32x4.splat (f32.const 4.1665795894e-2))))
        (local.set $y
          (f32x4.add
            (f32x4.mul (local.get $y) (local.get $x)) (f32x4.splat (f32.const 1.6666665459e-1))))
        (local.set $y
          (f32x4.add
            (f32x4.mul (local.get $y) (local.get $x)) (f32x4.splat (f32.const 5.0000001201e-1))))
        (local.set $y
          (f32x4.add
            (f32x4.add
              (f32x4.mul (f32x4.mul (local.get $y) (local.get $x)) (local.get $x))
              (local.get $x))
            (f32x4.splat (f32.const 1))))
        (local.set $sum
          (f32x4.add
            (local.get $sum)
            (f32x4.mul
              (local.get $y)
              (i32x4.shl
                (i32x4.add
                  (i32x4.trunc_sat_f32x4_s (local.get $n))
                  (i32x4.splat (i32.const 127)))
                (i32.const 23)))))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (br_if $next (i32.lt_u (local.get $at) (local.get $chunk))))
      (local.set $mass
        (f64.add
          (f64.add
            (f64.promote_f32 (f32x4.extract_lane 0 (local.get $sum)))
            (f64.promote_f32 (f32x4.extract_lane 1 (local.get $sum))))
          (f64.add
            (f64.promote_f32 (f32x4.extract_lane 2 (local.get $sum)))
            (f64.promote_f32 (f32x4.extract_lane 3 (local.get $sum))))))
      (f64.store (local.get $out) (local.get $mass))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $total (f64.add (local.get $total) (local.get $mass)))
      (br_if $chunks (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $total))

  ;; Adds each logit to the bin of its depth, (max - logit) * scale, as far as that is below $bins:
  ;; one to its count (i32, at $counts) and the depth to its sum (f64, at $sums).
  (func (export "bin")
    (param $count i32) (param $max f32) (param $scale f64) (param $bins i32)
    (param $counts i32) (param $sums i32)
    (local $end i32) (local $at i32) (local $lane i32) (local $bin i32) (local $depth f64)
    (local $floor v128)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    ;; A little below the last bin, because it is a float.
    (local.set $floor
      (f32x4.splat
        (f32.demote_f64
          (f64.sub
            (f64.promote_f32 (local.get $max))
            (f64.mul
              (f64.const 1.001)
              (f64.div
                (f64.convert_i32_u (i32.add (local.get $bins) (i32.const 1)))
                (local.get $scale)))))))
    (loop $next
      (if (v128.any_true (f32x4.ge (v128.load (local.get $at)) (local.get $floor)))
        (then
          (local.set $lane (i32.const 0))
          (loop $lanes
            (local.set $depth
              (f64.mul
                (f64.promote_f32
                  (f32.sub
                    (local.get $max)
                    (f32.load (i32.add (local.get $at) (local.get $lane)))))
                (local.get $scale)))
            (if (f64.lt (local.get $depth) (f64.convert_i32_u (local.get $bins)))
              (then
                (local.set $bin (i32.trunc_f64_u (local.get $depth)))
                (i32.store
                  (i32.add (local.get $counts) (i32.shl (local.get $bin) (i32.const 2)))
                  (i32.add
                    (i32.load
                      (i32.add (local.get $counts) (i32.shl (local.get $bin) (i32.const 2))))
                    (i32.const 1)))
                (f64.store
                  (i32.add (local.get $sums) (i32.shl (local.get $bin) (i32.const 3)))
                  (f64.add
                    (f64.load
                      (i32.add (local.get $sums) (i32.shl (local.get $bin) (i32.const 3))))
                    (local.get $depth)))))
            (local.set $lane (i32.add (local.get $lane) (i32.const 4)))
            (br_if $lanes (i32.lt_u (local.get $lane) (i32.const 16))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end)))))

  ;; Writes the indices of logits above $floor and at most $ceiling, in order, to $out (i32) and
  ;; answers how many they are. $above is a float that is at most $floor.
  (func (export "between")
    (param $count i32) (param $floor f64) (param $ceiling f64) (param $above f32) (param $out i32)
    (result i32)
    (local $end i32) (local $at i32) (local $lane i32) (local $found i32) (local $logit f64)
    (local.set $end (i32.shl (local.get $count) (i32.const 2)))
    (loop $next
      (if (v128.any_true
            (f32x4.ge (v128.load (local.get $at)) (f32x4.splat (local.get $above))))
        (then
          (local.set $lane (i32.const 0))
          (loop $lanes
            (local.set $logit
              (f64.promote_f32 (f32.load (i32.add (local.get $at) (local.get $lane)))))
            (if (i32.and
                  (f64.gt (local.get $logit) (local.get $floor))
                  (f64.le (local.get $logit) (local.get $ceiling)))
              (then
                (i32.store
                  (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 2)))
                  (i32.shr_u (i32.add (local.get $at) (local.get $lane)) (i32.const 2)))
                (local.set $found (i32.add (local.get $found) (i32.const 1)))))
            (local.set $lane (i32.add (local.get $lane) (i32.const 4)))
            (br_if $lanes (i32.lt_u (local.get $lane) (i32.const 16))))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $at) (local.get $end))))
    (local.get $found)))
