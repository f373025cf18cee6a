using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Kubernetes;

/// <summary>
/// autoscaling/v1 shows the same HorizontalPodAutoscalers as v2 with the CPU's target alone. What else they have goes through v1 in the annotations that Kubernetes uses,
/// in the form of v2.
/// </summary>
/// <remarks>Source: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#api-object</remarks>
internal static class AutoscalerViews
{
    private const string CpuTarget = "targetCPUUtilizationPercentage";

    private static readonly (string Field, string Annotation)[] s_carried =
        [("metrics", "autoscaling.alpha.kubernetes.io/metrics"), ("behavior", "autoscaling.alpha.kubernetes.io/behavior")];

    public static JsonObject ToVersion2(JsonObject item)
    {
        var converted = item.Clone();
        converted["apiVersion"] = "autoscaling/v2";
        var spec = converted.Section("spec");
        foreach (var (field, annotation) in s_carried)
        {
            if (converted.Annotation(annotation) is { } text)
            {
                spec[field] = ApiCall.ParseJson(text);
                converted.Metadata().Section("annotations").Remove(annotation);
            }
        }

        if (spec.Number(CpuTarget) is { } percentage)
        {
            spec.List("metrics").Insert(0, new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percentage } },
            });
            spec.Remove(CpuTarget);
        }

        return converted;
    }

    public static JsonObject ToVersion1(JsonObject item)
    {
        var converted = item.Clone();
        converted["apiVersion"] = "autoscaling/v1";
        var spec = converted.Section("spec");
        if (spec.Items("metrics").FirstOrDefault(IsCpuTarget) is { } cpu)
        {
            spec[CpuTarget] = cpu.Number("resource", "target", "averageUtilization");
            spec.List("metrics").Remove(cpu);
        }

        foreach (var (field, annotation) in s_carried)
        {
            if (spec[field] is JsonObject or JsonArray { Count: > 0 })
            {
                converted.Metadata().Section("annotations")[annotation] = spec[field]!.ToJsonString();
            }

            spec.Remove(field);
        }

        return converted;
    }

    private static bool IsCpuTarget(JsonObject metric) =>
        metric.Text("type") == "Resource" && metric.Text("resource", "name") == "cpu" && metric.Number("resource", "target", "averageUtilization") is not null;
}
