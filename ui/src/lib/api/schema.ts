export interface paths {
  "/api/auth/session": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["SessionReply"] } } } };
  };
  "/api/auth/login": {
    post: {
      requestBody: { content: { "application/json": components["schemas"]["LoginRequest"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LoginReply"] } } };
    };
  };
  "/api/auth/logout": {
    post: { responses: { 200: { content: { "application/json": { status: string } } } } };
  };
  "/api/auth/bootstrap": {
    get: { responses: { 200: { content: { "application/json": { needed: boolean } } } } };
    post: {
      requestBody: { content: { "application/json": components["schemas"]["BootstrapRequest"] } };
      responses: { 200: { content: { "application/json": components["schemas"]["LoginReply"] } } };
    };
  };
  "/api/queue/medic": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["MedicQueue"] } } } };
  };
  "/api/queue/reception": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["ReceptionQueue"] } } } };
  };
  "/api/queue/whatsapp": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["WhatsappQueue"] } } } };
  };
  "/api/admin/status": {
    get: { responses: { 200: { content: { "application/json": components["schemas"]["StatusRow"][] } } } };
  };
  "/api/admin/refresh": {
    post: {
      requestBody: { content: { "application/json": { service: string } } };
      responses: { 200: { content: { "application/json": { success: boolean; message: string } } } };
    };
  };
}
export interface components {
  schemas: {
    PageRights: { view: boolean; edit: boolean; refresh: boolean };
    SessionUser: {
      id: string;
      name: string;
      email: string;
      role: string;
      department?: string | null;
      permissions: { [key: string]: components["schemas"]["PageRights"] };
    };
    SessionReply: { user?: components["schemas"]["SessionUser"] | null; expires?: string | null };
    LoginRequest: { email: string; password: string; next?: string | null };
    BootstrapRequest: { name: string; email: string; password: string };
    LoginReply: {
      status: string;
      user: components["schemas"]["SessionUser"];
      expires: string;
      redirectTo: string;
    };
    PatientPriority: { isElderly: boolean; isWheelchair: boolean; isPregnant: boolean };
    WaitingPatient: {
      id: string;
      name?: string | null;
      service: string;
      professional: string;
      arrival?: string | null;
      waitTime: number;
      status: "waiting" | "in_service";
      priority: components["schemas"]["PatientPriority"];
    };
    MedicUnit: {
      id: string;
      name: string;
      patients: components["schemas"]["WaitingPatient"][];
      totalAttended: number;
      averageWaitDay: number;
    };
    MedicQueue: {
      status: string;
      data: components["schemas"]["MedicUnit"][];
      timestamp: string;
      dataUpdatedAt?: string | null;
    };
    ReceptionUnit: { fila: number; tempo_medio: number; total_passaram: number; nome_unidade: string };
    ReceptionQueue: {
      status: string;
      data: {
        por_unidade: { "2": components["schemas"]["ReceptionUnit"]; "3": components["schemas"]["ReceptionUnit"]; "12": components["schemas"]["ReceptionUnit"] };
        global: { total_fila: number; tempo_medio: number };
      };
      timestamp: string;
      dataUpdatedAt?: string | null;
    };
    WhatsappGroup: { group_id: string; group_name: string; queue_size: number; avg_wait_seconds: number };
    WhatsappQueue: {
      status: string;
      data: {
        global: { queue: number; avgWaitSeconds: number };
        groups: components["schemas"]["WhatsappGroup"][];
      };
      dataUpdatedAt?: string | null;
    };
    StatusRow: {
      service_name: string;
      status?: string | null;
      last_run?: string | null;
      details?: string | null;
    };
  };
}
