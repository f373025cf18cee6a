using EksIngress.Alb.Annotations;
using EksIngress.Alb.GoValues;

namespace EksIngress.Alb.Groups;

/// <summary>Reads the capacity that a group reserves: <c>CapacityUnits=100</c>.</summary>
public static class MinimumCapacity
{
    private const string Units = "CapacityUnits";

    /// <summary>Reads it for a group.</summary>
    /// <param name="group">Members that reserve must agree.</param>
    /// <param name="configuration">The gate LBCapacityReservation matters here.</param>
    /// <returns>Null when nothing is reserved; the class of the first member settles it for all.</returns>
    /// <exception cref="AlbModelException">Members disagree, or a value is malformed.</exception>
    public static int? Read(IngressGroup group, ControllerConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(configuration);
        if (!configuration.LoadBalancerCapacityReservation)
        {
            return null;
        }

        if (group.Members is [{ ClassParams.Spec.MinimumLoadBalancerCapacity: { } fromClass }, ..])
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
        try
        {
            return (int)GoNumber.ParseInt(value, 32);
        }
        catch (AlbModelException exception)
        {
            throw exception.Within($"invalid value to set the capacity: {value}");
        }
    }
}
