# A share is more than 100 percent.
# Expect: Observation-share
INSERT DATA { scheme:indicator\/internet-users pg:statisticType scheme:stattype\/share }
