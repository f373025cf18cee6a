using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace EksIngress.Emulator.Aws.Ec2;

/// <summary>Ids, filters and pages, as Describe operations share them.</summary>
internal static class Ec2Page
{
    public const int MinResults = 5;
    public const int MaxResults = 1000;

    // Told apart from other people's tokens; what follows is the last id of the page before.
    private const string TokenMark = "ec2:";

    /// <summary>The resources with the ids asked for, or all, as far as the filters let them through, and the next page's token.</summary>
    /// <exception cref="AwsException">An id does not exist, or a filter, page size or token is invalid.</exception>
    public static (IReadOnlyList<T> Items, XElement? NextToken) Of<T>(
        Ec2Scope scope, AwsParameters parameters, Ec2ResourceType type, string idParameter, Ec2Filters<T> filters, int maxResults = MaxResults)
        where T : Ec2Resource
    {
        var ids = parameters.Strings(idParameter);
        var matches = filters.Read(parameters);
        if (ids.Count > 0 && parameters.Has("MaxResults") && (type == Ec2ResourceType.Instance || type == Ec2ResourceType.NetworkInterface))
        {
            // Only these two say so.
            throw Ec2Errors.InvalidCombination($"The parameter {Ec2Parameters.Camel(idParameter)}s cannot be used with the parameter maxResults");
        }

        var resources = ids.Count == 0
            ? scope.State.All<T>()
            : ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(id => scope.Get<T>(type, id)).ToList();
        return Cut([.. resources.Where(resource => matches(scope, resource))], resource => resource.Id, parameters, maxResults);
    }

    /// <summary>One page of items that are in the order of their keys.</summary>
    public static (IReadOnlyList<T> Items, XElement? NextToken) Cut<T>(IReadOnlyList<T> items, Func<T, string> key, AwsParameters parameters, int maxResults = MaxResults)
    {
        if (parameters.Find("NextToken") is { Length: > 0 } token)
        {
            var last = Decode(token);
            items = [.. items.Where(item => string.CompareOrdinal(key(item), last) > 0)];
        }

        if (parameters.Number("MaxResults") is not { } size)
        {
            return (items, null);
        }

        if (size < MinResults || size > maxResults)
        {
            throw Ec2Errors.InvalidValue($" {size.ToString(CultureInfo.InvariantCulture)} ", "maxResults", $"Expecting a value between {MinResults} and {maxResults}.");
        }

        return items.Count <= size
            ? (items, null)
            : ([.. items.Take(size)], new XElement("nextToken", Convert.ToBase64String(Encoding.UTF8.GetBytes(TokenMark + key(items[size - 1])))));
    }

    private static string Decode(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length) is var text
            && text.StartsWith(TokenMark, StringComparison.Ordinal)
                ? text[TokenMark.Length..]
                : throw new AwsException("InvalidNextToken", "The specified pagination token isn't valid or is expired.");
    }
}
