using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

public static class CustomResourceSnapshotExtensions
{
    public static CustomResourceSnapshot WithHealthReports(
        this CustomResourceSnapshot snapshot, ImmutableArray<HealthReportSnapshot> healthReports)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return snapshot with { HealthReports = healthReports };
    }
}
