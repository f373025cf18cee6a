using Amazon.Runtime;
using EksIngress.StandIns.Aws;

namespace Amazon.IdentityManagement.Model;

public class ContextEntry
{
    public string ContextKeyName { get; set; }
    public ContextKeyTypeEnum ContextKeyType { get; set; }
    public List<string> ContextKeyValues { get; set; } = Collections.List<string>();
}

public class SimulateCustomPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public List<string> ActionNames { get; set; } = Collections.List<string>();
    public string CallerArn { get; set; }
    public List<ContextEntry> ContextEntries { get; set; } = Collections.List<ContextEntry>();
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public List<string> PermissionsBoundaryPolicyInputList { get; set; } = Collections.List<string>();
    public List<string> PolicyInputList { get; set; } = Collections.List<string>();
    public List<string> ResourceArns { get; set; } = Collections.List<string>();
}

public class SimulateCustomPolicyResponse : AmazonWebServiceResponse
{
    public List<EvaluationResult> EvaluationResults { get; set; } = Collections.List<EvaluationResult>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class SimulatePrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public List<string> ActionNames { get; set; } = Collections.List<string>();
    public string CallerArn { get; set; }
    public List<ContextEntry> ContextEntries { get; set; } = Collections.List<ContextEntry>();
    public string Marker { get; set; }
    public int? MaxItems { get; set; }
    public List<string> PermissionsBoundaryPolicyInputList { get; set; } = Collections.List<string>();
    public List<string> PolicyInputList { get; set; } = Collections.List<string>();
    public string PolicySourceArn { get; set; }
    public List<string> ResourceArns { get; set; } = Collections.List<string>();
}

public class SimulatePrincipalPolicyResponse : AmazonWebServiceResponse
{
    public List<EvaluationResult> EvaluationResults { get; set; } = Collections.List<EvaluationResult>();
    public bool? IsTruncated { get; set; }
    public string Marker { get; set; }
}

public class EvaluationResult
{
    public string EvalActionName { get; set; }
    public PolicyEvaluationDecisionType EvalDecision { get; set; }
    public string EvalResourceName { get; set; }
    public List<Statement> MatchedStatements { get; set; } = Collections.List<Statement>();
    public List<string> MissingContextValues { get; set; } = Collections.List<string>();
    public PermissionsBoundaryDecisionDetail PermissionsBoundaryDecisionDetail { get; set; }
}

public class PermissionsBoundaryDecisionDetail
{
    public bool? AllowedByPermissionsBoundary { get; set; }
}

public class Statement
{
    public Position EndPosition { get; set; }
    public string SourcePolicyId { get; set; }
    public PolicySourceType SourcePolicyType { get; set; }
    public Position StartPosition { get; set; }
}

public class Position
{
    public int? Column { get; set; }
    public int? Line { get; set; }
}

public class GetContextKeysForCustomPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public List<string> PolicyInputList { get; set; } = Collections.List<string>();
}

public class GetContextKeysForCustomPolicyResponse : AmazonWebServiceResponse
{
    public List<string> ContextKeyNames { get; set; } = Collections.List<string>();
}

public class GetContextKeysForPrincipalPolicyRequest : AmazonIdentityManagementServiceRequest
{
    public List<string> PolicyInputList { get; set; } = Collections.List<string>();
    public string PolicySourceArn { get; set; }
}

public class GetContextKeysForPrincipalPolicyResponse : AmazonWebServiceResponse
{
    public List<string> ContextKeyNames { get; set; } = Collections.List<string>();
}
