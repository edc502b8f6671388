# Only a curator says in which unit a value is.
# Expect: Published-words
DELETE DATA { GRAPH <id/evidence/vmfrvt1ww90kt18r> { <id/observation/s0gffsk4> satt:unitMeasure unit:PERCENT } } ;
INSERT DATA { GRAPH <id/evidence/v6pgpf6px4g2v1zf> { <id/observation/s0gffsk4> satt:unitMeasure unit:PERCENT } }
