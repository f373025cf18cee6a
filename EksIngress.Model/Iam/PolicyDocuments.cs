using System.Text.Json.Nodes;

namespace EksIngress.Model.Iam;

/// <summary>Policy documents as text, and whether two of them say the same.</summary>
internal static class PolicyDocuments
{
    public static string Write(JsonNode document) => document.ToJsonString();

    /// <summary>
    /// True if the document that IAM stored says the same as the wanted one: white space and the order of members do not count.
    /// IAM percent-encodes the documents it returns (RFC 3986).
    /// </summary>
    public static bool AreEqual(JsonNode wanted, string observed)
    {
        var text = observed.StartsWith('%') ? Uri.UnescapeDataString(observed) : observed;
        try
        {
            return JsonNode.DeepEquals(wanted, JsonNode.Parse(text));
        }
        catch (System.Text.Json.JsonException)
        {
            // What is no JSON document cannot be the wanted one; the caller replaces it.
            return false;
        }
    }
}
