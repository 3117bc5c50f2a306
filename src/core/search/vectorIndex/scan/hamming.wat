;; Hamming distances of a query to the packed sign bits of many vectors, compiled into hammingBytes.ts
;; by `npm run wasm`. Addresses are the caller's; codes, query and distances are aligned to 16 bytes.
(module
  (memory (export "memory") 1)

  ;; Writes the distance of each row to $distances (u16) and counts it in $histogram (u32). A row has
  ;; $blocks times 16 bytes. With $allowed other than 0, a byte of 0 there passes a row over: 65535.
  (func (export "scan")
    (param $codes i32) (param $rows i32) (param $blocks i32) (param $query i32)
    (param $allowed i32) (param $distances i32) (param $histogram i32)
    (local $row i32) (local $block i32) (local $queryAt i32) (local $sum i32) (local $bin i32)
    (local $counts v128)
    (if (i32.eqz (local.get $rows)) (then (return)))
    (loop $next
      (block $done
        (if (local.get $allowed)
          (then
            (if (i32.eqz (i32.load8_u (i32.add (local.get $allowed) (local.get $row))))
              (then
                (local.set $codes
                  (i32.add (local.get $codes) (i32.shl (local.get $blocks) (i32.const 4))))
                (i32.store16 (local.get $distances) (i32.const 65535))
                (br $done)))))
        (local.set $counts (v128.const i32x4 0 0 0 0))
        (local.set $block (local.get $blocks))
        (local.set $queryAt (local.get $query))
        (loop $blocks
          (local.set $counts
            (i16x8.add
              (local.get $counts)
              (i16x8.extadd_pairwise_i8x16_u
                (i8x16.popcnt
                  (v128.xor (v128.load (local.get $codes)) (v128.load (local.get $queryAt)))))))
          (local.set $codes (i32.add (local.get $codes) (i32.const 16)))
          (local.set $queryAt (i32.add (local.get $queryAt) (i32.const 16)))
          (local.set $block (i32.sub (local.get $block) (i32.const 1)))
          (br_if $blocks (local.get $block)))
        (local.set $counts (i32x4.extadd_pairwise_i16x8_u (local.get $counts)))
        (local.set $sum
          (i32.add
            (i32.add
              (i32x4.extract_lane 0 (local.get $counts))
              (i32x4.extract_lane 1 (local.get $counts)))
            (i32.add
              (i32x4.extract_lane 2 (local.get $counts))
              (i32x4.extract_lane 3 (local.get $counts)))))
        (i32.store16 (local.get $distances) (local.get $sum))
        (local.set $bin (i32.add (local.get $histogram) (i32.shl (local.get $sum) (i32.const 2))))
        (i32.store (local.get $bin) (i32.add (i32.load (local.get $bin)) (i32.const 1))))
      (local.set $distances (i32.add (local.get $distances) (i32.const 2)))
      (local.set $row (i32.add (local.get $row) (i32.const 1)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $rows)))))

  ;; Writes the rows with a distance of at most $limit to $out (u32), in order, $max of them at most,
  ;; and answers how many there are. $rows is a multiple of 8; what pads them has 65535.
  (func (export "collect")
    (param $distances i32) (param $rows i32) (param $limit i32) (param $out i32) (param $max i32)
    (result i32)
    (local $row i32) (local $found i32) (local $bits i32) (local $limits v128)
    (local.set $limits (i16x8.splat (local.get $limit)))
    (loop $next
      (local.set $bits
        (i16x8.bitmask (i16x8.le_u (v128.load (local.get $distances)) (local.get $limits))))
      (block $none
        (br_if $none (i32.eqz (local.get $bits)))
        (loop $each
          (if (i32.ge_u (local.get $found) (local.get $max)) (then (return (local.get $found))))
          (i32.store
            (i32.add (local.get $out) (i32.shl (local.get $found) (i32.const 2)))
            (i32.add (local.get $row) (i32.ctz (local.get $bits))))
          (local.set $found (i32.add (local.get $found) (i32.const 1)))
          (local.set $bits
            (i32.and (local.get $bits) (i32.sub (local.get $bits) (i32.const 1))))
          (br_if $each (local.get $bits))))
      (local.set $distances (i32.add (local.get $distances) (i32.const 16)))
      (local.set $row (i32.add (local.get $row) (i32.const 8)))
      (br_if $next (i32.lt_u (local.get $row) (local.get $rows))))
    (local.get $found)))
