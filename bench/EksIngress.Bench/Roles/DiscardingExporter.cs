using OpenTelemetry;

namespace EksIngress.Bench.Roles;

/// <summary>Takes all that was recorded and does nothing with it.</summary>
internal sealed class DiscardingExporter<T> : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (var item in batch)
        {
            _ = item;
        }

        return ExportResult.Success;
    }
}
