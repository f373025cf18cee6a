using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EksIngress.Emulator.LoadBalancerController.Cluster;
using k8s.Models;

namespace EksIngress.Emulator.LoadBalancerController.TargetGroupBindings;

/// <summary>What a TargetGroupBinding was last brought in line with, kept on the object: equal means that there is nothing to ask AWS.</summary>
internal static class Checkpoint
{
    /// <summary>Annotation with the checkpoint.</summary>
    public const string Annotation = "elbv2.k8s.aws/checkpoint";

    /// <summary>Annotation with the time of the checkpoint, in seconds since 1970.</summary>
    public const string TimeAnnotation = "elbv2.k8s.aws/checkpoint-timestamp";

    private static readonly JsonSerializerOptions s_options = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Of(TargetGroupBindingObject binding, IEnumerable<TargetEndpoint> endpoints) =>
        $"{Hash(string.Join(',', endpoints.Select(endpoint => endpoint.IdentifyWithTimestamp(binding.Spec.TargetGroupProtocol)).Order(StringComparer.Ordinal)))}/{Hash(JsonSerializer.Serialize(binding.Spec, s_options))}";

    /// <summary>Empty when there is none, or when it is older than <paramref name="validity"/>: then AWS is looked at again.</summary>
    public static string Read(TargetGroupBindingObject binding, TimeSpan validity, DateTimeOffset now)
    {
        var annotations = binding.Metadata.Annotations;
        if (annotations is null || !annotations.TryGetValue(Annotation, out var checkpoint))
        {
            return "";
        }

        return annotations.TryGetValue(TimeAnnotation, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && now - DateTimeOffset.FromUnixTimeSeconds(seconds) < validity
                ? checkpoint
                : "";
    }

    public static bool IsWritten(TargetGroupBindingObject binding, string checkpoint) =>
        (binding.Metadata.Annotations?.TryGetValue(Annotation, out var written) == true ? written : "") == checkpoint;

    public static V1Patch ToPatch(string checkpoint, DateTimeOffset now) => new(
        new Dictionary<string, object>
        {
            ["metadata"] = new Dictionary<string, object>
            {
                ["annotations"] = new Dictionary<string, string>
                {
                    [Annotation] = checkpoint,
                    [TimeAnnotation] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                },
            },
        },
        V1Patch.PatchType.MergePatch);

    private static string Hash(string text) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
