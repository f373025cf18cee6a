using System.Collections;
using System.Net;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace EksIngress.Emulator.Tests.State;

/// <summary>Compares two values field by field, private ones included, and says where they differ.</summary>
internal static class StateComparison
{
    /// <returns>Paths with both values; empty when they are the same.</returns>
    public static IReadOnlyList<string> Differences(object? expected, object? found)
    {
        var differences = new List<string>();
        Compare("", expected, found, differences);
        return differences;
    }

    private static void Compare(string path, object? expected, object? found, List<string> differences)
    {
        if (expected is null || found is null)
        {
            Check(path, expected, found, ReferenceEquals(expected, found), differences);
            return;
        }

        switch (expected)
        {
            case string or Uri or IPAddress or DateTimeOffset or TimeSpan or Enum:
            case not null when expected.GetType().IsPrimitive:
                Check(path, expected, found, expected.Equals(found), differences);
                break;
            case X509Certificate2 certificate:
                var other = (X509Certificate2)found;
                Check(path, certificate.Thumbprint, other.Thumbprint, certificate.RawData.AsSpan().SequenceEqual(other.RawData), differences);
                Check(path + ".key", Key(certificate), Key(other), Key(certificate) == Key(other), differences);
                break;
            case JsonNode node:
                Check(path, node.ToJsonString(), ((JsonNode)found).ToJsonString(), JsonNode.DeepEquals(node, (JsonNode)found), differences);
                break;
            case IEnumerable items:
                CompareItems(path, items, (IEnumerable)found, differences);
                break;
            default:
                CompareFields(path, expected!, found, differences);
                break;
        }
    }

    private static void CompareItems(string path, IEnumerable expected, IEnumerable found, List<string> differences)
    {
        // Lists may come back as another kind of list; maps and sets also compare alike.
        if (expected.GetType().GetProperty("KeyComparer") is { } comparer)
        {
            var (left, right) = (comparer.GetValue(expected), comparer.GetValue(found));
            Check($"{path}.KeyComparer", left, right, left!.Equals(right), differences);
        }

        List<object?> wanted = [.. expected.Cast<object?>()];
        List<object?> got = [.. found.Cast<object?>()];
        Check(path + ".Count", wanted.Count, got.Count, wanted.Count == got.Count, differences);
        foreach (var (index, (left, right)) in wanted.Zip(got).Index())
        {
            Compare($"{path}[{index}]", left, right, differences);
        }
    }

    private static void CompareFields(string path, object expected, object found, List<string> differences)
    {
        if (expected.GetType() != found.GetType())
        {
            Check(path, expected.GetType(), found.GetType(), false, differences);
            return;
        }

        for (var type = expected.GetType(); type is not null && type != typeof(object); type = type.BaseType)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                // Tables and quotas are the program's own: the very same object, or not looked into.
                var (left, right) = (field.GetValue(expected), field.GetValue(found));
                if (!ReferenceEquals(left, right))
                {
                    Compare($"{path}.{field.Name}", left, right, differences);
                }
            }
        }
    }

    private static string? Key(X509Certificate2 certificate) => certificate.HasPrivateKey
        ? Convert.ToHexString((certificate.GetRSAPrivateKey() as System.Security.Cryptography.AsymmetricAlgorithm ?? certificate.GetECDsaPrivateKey()!).ExportSubjectPublicKeyInfo())
        : null;

    private static void Check(string path, object? expected, object? found, bool same, List<string> differences)
    {
        if (!same)
        {
            differences.Add($"{path}: {expected ?? "null"} became {found ?? "null"}");
        }
    }
}
