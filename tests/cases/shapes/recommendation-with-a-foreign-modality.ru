# A modality comes from another scheme.
# Expect: Recommendation-modality
DELETE { <id/recommendation/rfj5xzkj> pg:modality scheme:modality\/improve . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:modality scheme:modality\/improve } }
INSERT { <id/recommendation/rfj5xzkj> pg:modality scheme:genre\/news-feature . GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:modality scheme:genre\/news-feature } }
WHERE { GRAPH ?evidence { <id/recommendation/rfj5xzkj> pg:modality scheme:modality\/improve } }
