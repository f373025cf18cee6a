namespace EksIngress.Alb.Matching;

/// <summary>Where the wildcards of a pattern are.</summary>
internal enum WildcardShape
{
    /// <summary>Nowhere: <c>/a</c>.</summary>
    Literal,

    /// <summary>One asterisk at the end: <c>/a*</c> takes everything that begins so.</summary>
    Beginning,

    /// <summary>One asterisk at the beginning: <c>*.a</c> takes everything that ends so.</summary>
    End,

    /// <summary>Elsewhere, or several.</summary>
    Other,
}
