namespace EksIngress.Emulator.LoadBalancer.Stickiness;

/// <summary>What stickiness looks at in a request.</summary>
internal interface IStickyRequest
{
    /// <summary>Value of the first cookie of that name; null when there is none.</summary>
    string? FindCookie(string name);

    /// <summary>Value of the first header of that name; null when there is none.</summary>
    string? FindHeader(string name);
}
