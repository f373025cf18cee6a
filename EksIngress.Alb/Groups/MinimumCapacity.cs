using System.Globalization;
using EksIngress.Alb.Annotations;

namespace EksIngress.Alb.Groups;

/// <summary>Reads the capacity that a group reserves: <c>CapacityUnits=100</c>.</summary>
internal static class MinimumCapacity
{
    private const string Units = "CapacityUnits";

    /// <returns>Null when nothing is reserved; the class of the first member settles it for all.</returns>
    /// <exception cref="AlbModelException">Members disagree, or a value is malformed.</exception>
    public static int? Read(IngressGroup group, ControllerConfiguration configuration)
    {
        if (!configuration.LoadBalancerCapacityReservation)
        {
            return null;
        }

        if (group.Members[0].ClassParams?.Spec.MinimumLoadBalancerCapacity is { } fromClass)
        {
            return fromClass.CapacityUnits;
        }

        int? units = null;
        var annotated = GroupSettings.MergeMaps(
            group, IngressAnnotations.MinimumLoadBalancerCapacity, "conflicting capacity reservation", _ => true);
        foreach (var (key, value) in annotated)
        {
            units = key == Units
                ? Parse(value)
                : throw new AlbModelException($"invalid key to set the capacity: {key}, Expected key: {Units}");
        }

        return units;
    }

    private static int Parse(string value)
    {
        var digits = value.Length > 1 && value[0] is '+' or '-' ? value.AsSpan(1) : value.AsSpan();
        var isNumber = !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9');
        return isNumber && int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units)
            ? units
            : throw new AlbModelException(
                $"invalid value to set the capacity: {value}: strconv.ParseInt: parsing {GoQuote.Quote(value)}: " +
                (isNumber ? "value out of range" : "invalid syntax"));
    }
}
