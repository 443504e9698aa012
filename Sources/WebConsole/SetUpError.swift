import Administration
import TrendAnalysis

/// An error that tells whoever set something up what to mend.
protocol SetUpError: Error {}

extension AdministrationError: SetUpError {}
extension TrendError: SetUpError {}
