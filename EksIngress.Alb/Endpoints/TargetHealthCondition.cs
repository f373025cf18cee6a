namespace EksIngress.Alb.Endpoints;

/// <summary>Condition of a pod that tells its target's health.</summary>
/// <param name="Type">Of the condition.</param>
/// <param name="Status"><c>True</c>, <c>False</c> or <c>Unknown</c>.</param>
/// <param name="Reason">As Elastic Load Balancing gives it, for example <c>Elb.RegistrationInProgress</c>.</param>
/// <param name="Message">As Elastic Load Balancing gives it.</param>
public sealed record TargetHealthCondition(string Type, string Status, string Reason, string Message)
{
    /// <summary>Whether to look again soon.</summary>
    public bool NeedsFurtherProbe => Status != "True";
}
