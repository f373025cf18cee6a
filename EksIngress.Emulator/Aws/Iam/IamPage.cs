using System.Text;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Iam;

/// <summary>IAM's lists: at most MaxItems at a time, continued after a marker.</summary>
internal static class IamPage
{
    /// <param name="items">In the order of their keys.</param>
    /// <param name="listName">For example <c>Roles</c>.</param>
    public static XElement?[] Create<T>(AwsParameters parameters, IEnumerable<T> items, Func<T, string> key, string listName, Func<T, XElement> member)
    {
        var size = parameters.FindInt32("MaxItems") ?? 100;
        if (size is < 1 or > 1000)
        {
            throw IamErrors.Validation("1 validation error detected: Value at 'maxItems' failed to satisfy constraint: Member must have value between 1 and 1000");
        }

        var after = parameters.Find("Marker") is { } marker ? Decode(marker) : null;
        var rest = items.Where(item => after is null || string.CompareOrdinal(key(item), after) > 0).OrderBy(key, StringComparer.Ordinal).Take(size + 1).ToList();
        var page = rest.Take(size).ToList();
        var isTruncated = rest.Count > size;
        return
        [
            new XElement(listName, page.Select(member)),
            new XElement("IsTruncated", isTruncated),
            isTruncated ? new XElement("Marker", Convert.ToBase64String(Encoding.UTF8.GetBytes(key(page[^1])))) : null,
        ];
    }

    private static string Decode(string marker)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(marker));
        }
        catch (FormatException)
        {
            throw IamErrors.Validation("Invalid Marker.");
        }
    }
}
