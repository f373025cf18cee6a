namespace EksIngress.Emulator.Aws.ElbV2;

/// <summary>What tells the targets of a group apart: one id may be registered with several ports.</summary>
internal readonly record struct TargetKey(string Id, int Port) : IComparable<TargetKey>
{
    public int CompareTo(TargetKey other)
    {
        var byId = string.CompareOrdinal(Id, other.Id);
        return byId != 0 ? byId : Port.CompareTo(other.Port);
    }

    public static bool operator <(TargetKey left, TargetKey right) => left.CompareTo(right) < 0;

    public static bool operator >(TargetKey left, TargetKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(TargetKey left, TargetKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TargetKey left, TargetKey right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Id}:{Port}";
}
