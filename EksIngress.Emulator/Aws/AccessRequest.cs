namespace EksIngress.Emulator.Aws;

/// <summary>One question to the policy evaluator: may the caller do this action on this resource?</summary>
/// <param name="Action">Service prefix and operation, for example <c>elasticloadbalancing:CreateLoadBalancer</c>.</param>
/// <param name="Resource">ARN of the resource, or <c>*</c> where the action knows none.</param>
/// <param name="Context">
/// Condition keys of this request beside the global ones, which the pipeline adds: <c>aws:RequestTag/KEY</c>,
/// <c>aws:ResourceTag/KEY</c>, <c>aws:TagKeys</c>, <c>elasticloadbalancing:CreateAction</c> and the like.
/// </param>
internal sealed record AccessRequest(
    string Action,
    string Resource,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Context);
