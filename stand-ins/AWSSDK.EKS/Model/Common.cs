using EksIngress.StandIns.Aws;

namespace Amazon.EKS.Model;

public class ErrorDetail
{
    public ErrorCode ErrorCode { get; set; }
    public string ErrorMessage { get; set; }
    public List<string> ResourceIds { get; set; } = Collections.List<string>();
}

public class Update
{
    public DateTime? CreatedAt { get; set; }
    public List<ErrorDetail> Errors { get; set; } = Collections.List<ErrorDetail>();
    public string Id { get; set; }
    public List<UpdateParam> Params { get; set; } = Collections.List<UpdateParam>();
    public UpdateStatus Status { get; set; }
    public UpdateType Type { get; set; }
}

public class UpdateParam
{
    public UpdateParamType Type { get; set; }
    public string Value { get; set; }
}
