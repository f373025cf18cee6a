namespace EksIngress.Alb.Flags;

/// <summary>How a flag's value is read.</summary>
internal enum FlagKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>True or false; true when the flag stands alone.</summary>
    Switch,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>For example <c>1h30m</c>.</summary>
    Duration,

    /// <summary><c>a,b</c>; a flag that is given again adds to it.</summary>
    List,

    /// <summary><c>a=1,b=2</c>; a flag that is given again adds to it.</summary>
    Pairs,

    /// <summary><c>Gate=true,Other=false</c>; a flag that is given again adds to it.</summary>
    Gates,

    /// <summary><c>service:operations=rate:burst,…</c></summary>
    Throttle,
}
