using System.Globalization;

namespace EksIngress.Alb.Kubernetes;

/// <summary>Faults of an object's fields, in the words that Kubernetes' API machinery has for them.</summary>
internal sealed class FieldErrors
{
    private readonly List<string> _faults = [];

    public void Invalid(string field, string value, string detail) => InvalidJson(field, GoQuote.Quote(value), detail);

    /// <param name="json">A value that is no string, as JSON.</param>
    public void InvalidJson(string field, string json, string detail) => _faults.Add($"{field}: Invalid value: {json}: {detail}");

    public void Required(string field, string detail) => _faults.Add($"{field}: Required value: {detail}");

    public void Forbidden(string field, string detail) => _faults.Add($"{field}: Forbidden: {detail}");

    public void Duplicate(string field, int index, string value) => _faults.Add(
        string.Create(CultureInfo.InvariantCulture, $"{field}[{index}]: Duplicate value: {GoQuote.Quote(value)}"));

    /// <exception cref="AlbModelException">There is at least one; several are written as a list without repetitions.</exception>
    public void ThrowIfAny()
    {
        var distinct = _faults.Distinct(StringComparer.Ordinal).ToList();
        if (distinct.Count != 0)
        {
            throw new AlbModelException(distinct.Count == 1 ? distinct[0] : $"[{string.Join(", ", distinct)}]");
        }
    }
}
