// Generated from docs/openapi.json by `./dev schema`. Do not edit.

export interface paths {
    "/api/admin/agendamentos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How much was booked on the days of a period, by day, month or year. Up to 30 minutes old, unless the worker wrote
         *     since.
         */
        get: operations["get_appointments"];
        put?: never;
        /** Asks the worker `financeiro` to read the appointments again. */
        post: operations["refresh_appointments"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/agendamentos/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How much was booked in a period as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document. */
        get: operations["export_appointments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Templates by contract type, the newest version first, and what placeholders can be filled with. */
        get: operations["list_contract_templates"];
        put?: never;
        /** Adds a template as a draft, with the next version of its contract type. */
        post: operations["upload_contract_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Deletes a template that is not active and that no professional and no contract ever used, with its file. */
        delete: operations["delete_contract_template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates/{id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Offers a template to professionals of its type. Every required placeholder must have a source. */
        post: operations["activate_contract_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates/{id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stops offering a template. Professionals who have it keep it. */
        post: operations["archive_contract_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file as it was sent. */
        get: operations["download_contract_template"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contract-templates/{id}/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes what fills the placeholders. An active template stays complete. */
        put: operations["map_contract_template"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contratos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The benefit card now and in a period. Up to 30 minutes old, unless a worker wrote since. */
        get: operations["get_contracts"];
        put?: never;
        /** Asks the worker `contratos` to read the contracts again. */
        post: operations["refresh_contracts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/contratos/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The benefit card as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document. */
        get: operations["export_contracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/financial/general-report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every year's billing by month. The sums are up to 30 minutes old, unless the worker wrote since. */
        get: operations["get_general_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/financial/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was billed in a period, by day, month, group and unit. Up to 30 minutes old, unless the worker wrote since. */
        get: operations["get_financial_history"];
        put?: never;
        /** Asks the worker `faturamento` to read the billing report again. */
        post: operations["refresh_financial_history"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/options/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The groups of procedures that were ever billed. */
        get: operations["list_group_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/options/professionals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who ever booked an appointment (not the physicians). */
        get: operations["list_professional_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/options/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The units that ever billed, without the benefit card. */
        get: operations["list_unit_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/produtividade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was booked in a period, by person, altogether and of one team. Up to 30 minutes old, unless the worker wrote
         *     or a team changed since.
         */
        get: operations["get_productivity"];
        put?: never;
        /** Asks the worker `financeiro` to read the appointments again. */
        post: operations["refresh_productivity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/produtividade/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was booked in a period by whom, as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document. */
        get: operations["export_productivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/produtividade/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Retired: teams are read at `/api/admin/user-teams`. */
        get: operations["get_retired_teams"];
        put?: never;
        /** Retired: teams are changed at `/api/admin/user-teams`. */
        post: operations["post_retired_teams"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One page of the register. CPF and personal document are always masked here. */
        get: operations["list_professionals"];
        put?: never;
        /** Adds a professional; the answer is the record in full. */
        post: operations["create_professional"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the form offers that never changes: contract types, councils, states, documents. */
        get: operations["get_catalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/contratos/{contract_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of a contract. */
        get: operations["download_contract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/contratos/{contract_id}/reprocess": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a contract again that failed or was interrupted. */
        post: operations["reprocess_contract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/documentos/{document_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The file of a document, also of one that was replaced. */
        get: operations["download_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the form offers that changes: specialties and active contract templates. */
        get: operations["get_options"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/pendencias": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Active professionals whose certificate expires or has expired, or from whose record something is missing. */
        get: operations["list_pending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/pendencias/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is to be done in the register as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document.
         *     It takes the filters of the list, and no pages.
         */
        get: operations["export_pending"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything about one professional. Numbers are in full for whoever may edit, and that is noted in the audit. */
        get: operations["get_professional"];
        /** Replaces a professional; the answer is the record in full. */
        put: operations["update_professional"];
        post?: never;
        /** Deletes a professional with registrations, checklist, documents and contracts. Their audit stays. */
        delete: operations["delete_professional"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/contratos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every contract of a professional, the newest first, and what is in the way of another. */
        get: operations["list_contracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/contratos/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a contract from the linked template, else from the newest active one of the contract type. */
        post: operations["generate_contract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/contratos/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a contract made now would say. Nothing is stored but that the numbers of a person were looked at. */
        get: operations["preview_contract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every document of a professional, the active ones first, then the newest. */
        get: operations["list_documents"];
        put?: never;
        /** Adds a document; the active one of its type becomes history. */
        post: operations["upload_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The nine items of a professional's checklist. */
        get: operations["get_checklist"];
        /** Stores items of the checklist; items that are not sent stay as they are. */
        put: operations["save_checklist"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a file that arrives part by part: for clients that want to see it go. It is forgotten after 15 minutes without
         *     a part. The parts belong to one process: one that reaches another is answered 409 `UPLOAD_ELSEWHERE`, and the file is
         *     sent as a form then.
         */
        post: operations["begin_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/uploads/{upload_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Takes the next part, bytes as they are. The last one may be sent again. */
        put: operations["send_part"];
        post?: never;
        /** Gives an upload up. */
        delete: operations["cancel_upload"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/uploads/{upload_id}/finish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes the parts a document. After a failure of the store it may be asked for again. */
        post: operations["finish_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/zip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All documents of a professional as one archive. It is written while it is sent: when a file cannot be read to its end
         *     the answer breaks off.
         */
        get: operations["download_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/documentos/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Corrects the day until which a document is good. */
        put: operations["update_document"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The councils a professional is registered at, the primary registration first. */
        get: operations["list_registrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/profissionais/{id}/registrations/primary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Makes one registration the primary one. */
        put: operations["set_primary_registration"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/propostas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was proposed in a period, by unit and by person. Up to 30 minutes old, unless the worker wrote since. */
        get: operations["get_proposals"];
        put?: never;
        /** Asks the worker `comercial` to read the proposals again. */
        post: operations["refresh_proposals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/propostas/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was proposed in a period as a spreadsheet, as text in UTF-8 with `;` between fields, or as a document. */
        get: operations["export_proposals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks a sync service to run now. */
        post: operations["request_refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every service's heartbeat, newest run first. Never cached. */
        get: operations["list_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All teams by name. */
        get: operations["list_teams"];
        put?: never;
        /** Makes a team. */
        post: operations["create_team"];
        /** Removes a team and its memberships; also succeeds when there is none. The team `CRC` stays: other pages count on it. */
        delete: operations["delete_team"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/user-teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everybody who books with their teams. */
        get: operations["list_user_teams"];
        put?: never;
        /** Puts a person into a team or takes them out. What is so already stays so. */
        post: operations["change_user_team"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/bootstrap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the sign-in page has to know before anybody signs in. */
        get: operations["get_bootstrap"];
        put?: never;
        /** Makes the first administrator and signs them in. */
        post: operations["bootstrap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs in by e-mail and password. */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs out: ends the session, also for whoever copied its token. Always succeeds. */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The session with the rights as they are now. */
        get: operations["get_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happens from now on, as Server-Sent Events named `queue`, `status`, `refresh` and `lagged`. */
        get: operations["get_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the server works and reaches its database: 200 `ok` or 503 `degraded`. */
        get: operations["get_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This document. */
        get: operations["get_openapi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queue/medic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who waits for a doctor now, and how long people stayed today. Up to 15 s old. */
        get: operations["get_medic_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queue/reception": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who waits at the receptions now, and how long people waited today. Up to 15 s old. */
        get: operations["get_reception_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/queue/whatsapp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Open conversations now. Up to 15 s old. */
        get: operations["get_whatsapp_queue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/reports/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A sign of life that older monitors ask for. */
        get: operations["get_daily_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description A contract template that a professional may be linked to. */
        ActiveTemplate: {
            /** @example PJ_PADRAO */
            contractType: string;
            id: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Begun: {
            /** @description An upload that has begun. */
            data: {
                /** @description No part may be larger. */
                partBytes: number;
                uploadId: string;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Contract: {
            /** @description A contract that was made, or that should have been. */
            data: {
                createdAt: string;
                errorMessage: string | null;
                fileName: string;
                generatedAt: string | null;
                /** @description A user's id. */
                generatedBy: string;
                id: string;
                professionalId: string;
                /** @example CRM/SP 123456 */
                registration: string | null;
                status: components["schemas"]["ContractStatus"];
                /** @example contrato_pj_padrao */
                templateKey: string;
                templateName: string;
                /** @example v3 */
                templateVersion: string;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_ContractPreview: {
            /** @description What a contract would say. */
            data: {
                reasons: components["schemas"]["Reason"][];
                template: components["schemas"]["TemplateName"] | null;
                /** @description One per placeholder, in order. */
                values: components["schemas"]["Filling"][];
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_DeletedProfessional: {
            /** @description Who was deleted. */
            data: {
                id: string;
                name: string;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Document: {
            /** @description A document of a professional. */
            data: {
                /** @description RFC 3339, UTC, milliseconds. */
                createdAt: string;
                /** @example CERTIDAO_ETICA */
                docType: string;
                /** @description `YYYY-MM-DD` */
                expiresAt?: string | null;
                id: string;
                /** @description Of each type one is active; the others are its history. */
                isActive: boolean;
                mimeType: string;
                notes?: string | null;
                originalName: string;
                professionalId: string;
                /** Format: int64 */
                sizeBytes: number;
                storageBucket?: string | null;
                storageKey: string;
                /** @description `s3` or `local`. */
                storageProvider: string;
                /** @description A user's id. */
                uploadedBy: string;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Professional: {
            /** @description A professional, with what follows from their record today. */
            data: {
                addressText: string;
                /** @example 18-65 */
                ageRange: string | null;
                certidaoExpiresAt: string | null;
                /**
                 * @description `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
                 * @example VENCENDO
                 */
                certidaoStatus: string;
                /** @description Nine items in the order of the catalogue. */
                checklist: components["schemas"]["ChecklistItem"][];
                /** @description Digits. */
                cnpj: string | null;
                contractEndDate: string | null;
                /**
                 * @description `PF` or `PJ`; an old record may hold another word.
                 * @example PF
                 */
                contractPartyType: string;
                /** @example 2026-01-02 */
                contractStartDate: string | null;
                contractTemplateId: string | null;
                /**
                 * @description A code of the catalogue; an old record may hold another one.
                 * @example PADRAO_CLT
                 */
                contractType: string;
                /**
                 * @description Digits, or masked: see the route.
                 * @example 529.***.***-25
                 */
                cpf: string | null;
                createdAt: string;
                email: string | null;
                hasFeegowPermissions: boolean;
                hasPhysicalFolder: boolean;
                id: string;
                isActive: boolean;
                legalName: string | null;
                /** @description Codes of required documents that nobody has seen. */
                missingDocs: string[];
                /** @description Names of blank fields, as they are called here. */
                missingFields: string[];
                /** @example Profissional Exemplo */
                name: string;
                /** @description Whether anything is missing. */
                pending: boolean;
                /**
                 * @description In full, or masked: see the route.
                 * @example *******89
                 */
                personalDocNumber: string;
                /**
                 * @description `RG`, `CPF` or `CNH`.
                 * @example RG
                 */
                personalDocType: string;
                /**
                 * @description 10 or 11 digits.
                 * @example 11999990000
                 */
                phone: string | null;
                physicalFolderNote: string | null;
                primaryRegistration: components["schemas"]["Registration"] | null;
                primarySpecialty: string | null;
                /** @description The primary first, then by council, state and number. */
                registrations: components["schemas"]["Registration"][];
                /** @description Documents that are there, of all nine. */
                requiredDocsDone: number;
                /** @description Nine. */
                requiredDocsTotal: number;
                /**
                 * @example [
                 *       "CENTRO CAMBUI"
                 *     ]
                 */
                serviceUnits: string[];
                specialties: string[];
                /**
                 * @description The primary specialty.
                 * @example Cardiologia
                 */
                specialty: string;
                /**
                 * @description Changes with every write; a save sends it back as `expectedUpdatedAt`.
                 * @example 2026-02-18T13:45:10.123Z
                 */
                updatedAt: string;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_ProfessionalOptions: {
            /** @description What the form offers. */
            data: {
                activeContractTemplates: components["schemas"]["ActiveTemplate"][];
                source: components["schemas"]["SpecialtySource"];
                /**
                 * @example [
                 *       "Cardiologia",
                 *       "Dermatologia"
                 *     ]
                 */
                specialties: string[];
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Progress: {
            /** @description How far an upload is. */
            data: {
                /** Format: int64 */
                receivedBytes: number;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_RegisterCatalogue: {
            /** @description Everything the form offers that never changes. */
            data: {
                certidaoStatuses: components["schemas"]["CodeLabel"][];
                contractTypes: components["schemas"]["CodeLabel"][];
                councilTypes: string[];
                documentTypes: components["schemas"]["DocumentChoice"][];
                partyTypes: string[];
                personalDocTypes: string[];
                serviceUnits: string[];
                ufs: string[];
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Template: {
            /** @description A contract template. */
            data: {
                activatedAt?: string | null;
                /** @description A user's id: of the last activation, kept when archived. */
                activatedBy?: string | null;
                archivedAt?: string | null;
                /**
                 * @description A code of the catalogue; a row from elsewhere may have another.
                 * @example PJ_PADRAO
                 */
                contractType: string;
                id: string;
                /** @description One item per placeholder, in the same order. */
                mapping: components["schemas"]["MappingItem"][];
                mappingComplete: boolean;
                /** @description Required placeholders that have a source. */
                mappingDone: number;
                /** @description Required placeholders. */
                mappingTotal: number;
                mimeType: string;
                name: string;
                notes?: string | null;
                /** @description The file's name as it was sent. */
                originalName: string;
                /** @description Each once, in order. */
                placeholders: string[];
                /** Format: int64 */
                sizeBytes: number;
                status: components["schemas"]["Status"];
                storageBucket?: string | null;
                storageKey: string;
                /** @description `s3` or `local`. */
                storageProvider: string;
                /** @description RFC 3339, UTC. */
                uploadedAt: string;
                /** @description A user's id. */
                uploadedBy: string;
                /**
                 * Format: int64
                 * @description From 1 on, per contract type.
                 */
                version: number;
            };
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Vec_ChecklistItem: {
            data: {
                /** @example CERTIDAO_ETICA */
                docType: string;
                expiresAt: string | null;
                hasDigitalCopy: boolean;
                hasPhysicalCopy: boolean;
                /** @description `null` for an item that was never stored, as the three at the end are. */
                id: string | null;
                notes: string;
                professionalId: string;
                updatedAt: string | null;
                verifiedAt: string | null;
                /** @description Id of the user who changed it last. */
                verifiedBy: string | null;
            }[];
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Vec_Document: {
            data: {
                /** @description RFC 3339, UTC, milliseconds. */
                createdAt: string;
                /** @example CERTIDAO_ETICA */
                docType: string;
                /** @description `YYYY-MM-DD` */
                expiresAt?: string | null;
                id: string;
                /** @description Of each type one is active; the others are its history. */
                isActive: boolean;
                mimeType: string;
                notes?: string | null;
                originalName: string;
                professionalId: string;
                /** Format: int64 */
                sizeBytes: number;
                storageBucket?: string | null;
                storageKey: string;
                /** @description `s3` or `local`. */
                storageProvider: string;
                /** @description A user's id. */
                uploadedBy: string;
            }[];
            status: components["schemas"]["Success"];
        };
        /** @description What most routes answer: `{"status": "success", "data": …}`. */
        Answer_Vec_Registration: {
            data: {
                /** @example 123456 */
                councilNumber: string;
                /** @example CRM */
                councilType: string;
                /** @example SP */
                councilUf: string;
                id: string;
                isPrimary: boolean;
                professionalId: string;
            }[];
            status: components["schemas"]["Success"];
        };
        /** @description What was booked in a period, whatever became of it. */
        Appointments: {
            /** @description Periods with bookings, in order. */
            series: components["schemas"]["BookedPeriod"][];
            stats: components["schemas"]["BookingStats"];
        };
        /** @description What was booked, and the last run of the worker that reads it. */
        AppointmentsAnswer: components["schemas"]["Appointments"] & {
            distincts?: components["schemas"]["Distincts"] | null;
            /** @description The service `financeiro`. Never older than the request. */
            heartbeat: components["schemas"]["HeartbeatView"];
        };
        /** @description A file that will arrive part by part. */
        BeginForm: {
            /** @example CERTIDAO_ETICA */
            docType: string;
            /** @description `YYYY-MM-DD`; required for an ethics certificate. */
            expiresAt?: string | null;
            fileName: string;
            /**
             * Format: int64
             * @description At most 20 MiB.
             */
            sizeBytes: number;
        };
        /** @description An upload that has begun. */
        Begun: {
            /** @description No part may be larger. */
            partBytes: number;
            uploadId: string;
        };
        /**
         * @description The benefit card now and in a period. Money is in reais with at most two decimals.
         *
         *     A registration is one person of a contract; the worker stores one row for each.
         */
        BenefitCard: {
            period: components["schemas"]["BenefitCardPeriod"];
            totals: components["schemas"]["BenefitCardTotals"];
        };
        /** @description The benefit card, and the last run of the worker that reads its contracts. */
        BenefitCardAnswer: components["schemas"]["BenefitCard"] & {
            /** @description The service `contratos`. Never older than the request. */
            heartbeat: components["schemas"]["HeartbeatView"];
        };
        /** @description What the card's unit was paid on a day. */
        BenefitCardDay: {
            /** @example 2026-02-18 */
            date: string;
            /**
             * Format: double
             * @example 59.9
             */
            faturamento: number;
        };
        /**
         * @description The contracts made in the period, and what the card's unit billed in it.
         *
         *     Nothing says when a contract was cancelled or fell overdue: those counted here were made in the period and
         *     are so by now.
         */
        BenefitCardPeriod: {
            /**
             * Format: double
             * @description What the card's unit was paid, by the billing report.
             */
            billingRealized: number;
            /**
             * Format: int64
             * @description Registrations that are cancelled.
             */
            cancelledCount: number;
            /** @description The same by day, in order; days without billing are left out. */
            dailyChart: components["schemas"]["BenefitCardDay"][];
            /**
             * Format: int64
             * @description Registrations that are overdue.
             */
            defaultersCount: number;
            /**
             * Format: double
             * @description What they would pay every month.
             */
            defaultersValue: number;
            /**
             * Format: double
             * @description Monthly fees of approved contracts.
             */
            salesMRR: number;
            /**
             * Format: double
             * @description Joining fees of approved contracts.
             */
            salesMembership: number;
        };
        /** @description Every contract, whenever it was made. */
        BenefitCardTotals: {
            /**
             * Format: int64
             * @description Approved contracts; a registration without contract number is none.
             */
            activeContractsCount: number;
            /**
             * Format: double
             * @description What they pay every month.
             * @example 200
             */
            activeContractsMRR: number;
            /**
             * Format: int64
             * @description Registrations of approved contracts.
             */
            activePatientsCount: number;
            /**
             * Format: int64
             * @description Registrations that are overdue.
             */
            defaultersCount: number;
            /**
             * Format: double
             * @description What they would pay every month.
             */
            defaultersValue: number;
        };
        /** @description Money and lines. */
        Billed: {
            /** Format: int64 */
            qtd: number;
            /**
             * Format: double
             * @example 1220.4
             */
            total: number;
        };
        /** @description A day with lines. */
        BilledDay: {
            /** @example 2026-02-18 */
            d: string;
            /** Format: int64 */
            qtd: number;
            /** Format: double */
            total: number;
        };
        /** @description A group with lines. */
        BilledGroup: {
            procedure_group: string;
            /** Format: int64 */
            qtd: number;
            /** Format: double */
            total: number;
        };
        /** @description A group to choose; its name three times, as three lists want it. */
        BilledGroupOption: {
            label: string;
            name: string;
            procedure_group: string;
            /** Format: int64 */
            qtd: number;
            /** Format: double */
            total: number;
        };
        /** @description A month with lines. */
        BilledMonth: {
            /** @example 2026-02 */
            m: string;
            /** Format: int64 */
            qtd: number;
            /** Format: double */
            total: number;
        };
        /** @description A procedure to choose. */
        BilledProcedureOption: {
            name: string;
        };
        /** @description A unit with lines. */
        BilledUnit: {
            name: string;
            /** Format: int64 */
            qtd: number;
            /** Format: double */
            total: number;
        };
        /** @description A unit to choose. */
        BilledUnitOption: {
            /** @description The name again. */
            label: string;
            name: string;
        };
        /** @description A day, month or year with bookings. */
        BookedPeriod: {
            /**
             * Format: int64
             * @description Attended (3) or confirmed (7).
             */
            confirmados: number;
            /**
             * Format: int64
             * @description Did not appear (6).
             */
            nao_compareceu: number;
            /**
             * @description `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
             * @example 2026-02-18
             */
            period: string;
            /** Format: int64 */
            total: number;
        };
        /** @description All periods together. */
        BookingStats: {
            /**
             * Format: double
             * @description Attended or confirmed, as a fraction from 0 to 1, not rounded; 0 without bookings.
             */
            confirmedRate: number;
            /** Format: int64 */
            totalPeriod: number;
        };
        /** @description The first administrator. */
        BootstrapRequest: {
            email?: string;
            name?: string;
            /** Format: password */
            password?: string;
        };
        /** @description Whether the first administrator is still to be made, and where the data of a new installation goes. */
        BootstrapState: {
            /**
             * @description `SQLite <file>` or `MySQL <database>`, for people, while `needed`: it tells whoever installs whether the right
             *     database is in use. Later it is nobody's business.
             * @example SQLite /home/ana/.local/share/consultare-hub/hub.db
             */
            database?: string | null;
            /** @description Nobody has an account yet. */
            needed: boolean;
        };
        CheckFields: {
            docType: string;
            /** @description Required for an ethics certificate that somebody has seen. */
            expiresAt?: string | null;
            hasDigitalCopy: boolean;
            hasPhysicalCopy: boolean;
            notes?: string | null;
        };
        ChecklistForm: {
            checklist: components["schemas"]["CheckFields"][];
            /** @description `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since. */
            expectedUpdatedAt?: string | null;
        };
        /** @description What somebody has seen of one document. */
        ChecklistItem: {
            /** @example CERTIDAO_ETICA */
            docType: string;
            expiresAt: string | null;
            hasDigitalCopy: boolean;
            hasPhysicalCopy: boolean;
            /** @description `null` for an item that was never stored, as the three at the end are. */
            id: string | null;
            notes: string;
            professionalId: string;
            updatedAt: string | null;
            verifiedAt: string | null;
            /** @description Id of the user who changed it last. */
            verifiedBy: string | null;
        };
        /** @description A stored word and what people see for it. */
        CodeLabel: {
            /** @example PADRAO_CLT */
            code: string;
            /** @example ESPECIALIDADES */
            label: string;
        };
        /** @description A contract that was made, or that should have been. */
        Contract: {
            createdAt: string;
            errorMessage: string | null;
            fileName: string;
            generatedAt: string | null;
            /** @description A user's id. */
            generatedBy: string;
            id: string;
            professionalId: string;
            /** @example CRM/SP 123456 */
            registration: string | null;
            status: components["schemas"]["ContractStatus"];
            /** @example contrato_pj_padrao */
            templateKey: string;
            templateName: string;
            /** @example v3 */
            templateVersion: string;
        };
        /** @description What a contract would say. */
        ContractPreview: {
            reasons: components["schemas"]["Reason"][];
            template: components["schemas"]["TemplateName"] | null;
            /** @description One per placeholder, in order. */
            values: components["schemas"]["Filling"][];
        };
        /**
         * @description How far a contract is.
         * @enum {string}
         */
        ContractStatus: "pending" | "generated" | "failed";
        /** @description Every contract of a professional, the newest first, and whether another can be made. */
        ContractsAnswer: {
            data: components["schemas"]["Contract"][];
            /** @description Why there are no PDFs; `null` when there are. */
            pdfUnavailable: string | null;
            /** @description What is in the way of another; empty when it can be made. */
            reasons: components["schemas"]["Reason"][];
            status: components["schemas"]["Success"];
            template: components["schemas"]["TemplateName"] | null;
        };
        /** @description A sign of life. */
        DailyReport: {
            message: string;
            /** @example ok */
            status: string;
            /** @description UTC with milliseconds. */
            timestamp: string;
        };
        /** @description Who was deleted. */
        DeletedProfessional: {
            id: string;
            name: string;
        };
        /** @description What can be chosen to narrow the bookings: of all times, in order, at most a thousand names each. */
        Distincts: {
            professional: string[];
            scheduled_by: string[];
            specialty: string[];
            status_ids: number[];
            unit: string[];
        };
        /** @description A document of a professional. */
        Document: {
            /** @description RFC 3339, UTC, milliseconds. */
            createdAt: string;
            /** @example CERTIDAO_ETICA */
            docType: string;
            /** @description `YYYY-MM-DD` */
            expiresAt?: string | null;
            id: string;
            /** @description Of each type one is active; the others are its history. */
            isActive: boolean;
            mimeType: string;
            notes?: string | null;
            originalName: string;
            professionalId: string;
            /** Format: int64 */
            sizeBytes: number;
            storageBucket?: string | null;
            storageKey: string;
            /** @description `s3` or `local`. */
            storageProvider: string;
            /** @description A user's id. */
            uploadedBy: string;
        };
        /** @description A paper of the checklist. */
        DocumentChoice: {
            /** @example CERTIDAO_ETICA */
            code: string;
            expires: boolean;
            label: string;
            required: boolean;
            /**
             * Format: int64
             * @description Days before its last day from which people are warned; `null` when it does not expire.
             */
            warningDays?: number | null;
        };
        /** @description A corrected date. */
        DocumentForm: {
            /** @description `YYYY-MM-DD`; `null` takes it away, except from an ethics certificate. */
            expiresAt?: string | null;
        };
        /** @description The body of every error answer. */
        ErrorBody: {
            /**
             * @description Stable upper-case identifier.
             * @example FORBIDDEN
             */
            code: string;
            /** @description What happened, for people. */
            error: string;
        };
        /** @description One announcement. Serialised as `{"event": …, "data": …}`. */
        Event: {
            /** @description A queue's stored rows changed. */
            data: {
                queue: components["schemas"]["Queue"];
            };
            /** @enum {string} */
            event: "queue";
        } | {
            /** @description A heartbeat was written. */
            data: {
                service_name: string;
            };
            /** @enum {string} */
            event: "status";
        } | {
            /** @description A run ended: `done`, `partial` or `failed`. */
            data: {
                outcome: string;
                service_name: string;
            };
            /** @enum {string} */
            event: "refresh";
        } | {
            /** @enum {string} */
            event: "lagged";
        };
        /** @description What a placeholder is filled with. */
        Filling: {
            /** @description The label of its source; `null` when it has none. */
            label: string | null;
            placeholder: string;
            required: boolean;
            /** @description Empty: the placeholder vanishes. */
            value: string;
        };
        /**
         * @description What was billed in a period. Money is in reais with at most two decimals; `qtd` counts report lines.
         *
         *     Lines without a unit are left out everywhere; those of the benefit card are counted.
         */
        FinancialHistory: {
            /** @description Days with lines, in order, under all filters. */
            daily: components["schemas"]["BilledDay"][];
            /** @description Groups under all filters, highest total first. */
            groupStats: components["schemas"]["BilledGroup"][];
            /** @description Groups to choose from, highest total first: of the chosen unit, whatever group or procedure is chosen. */
            groups: components["schemas"]["BilledGroupOption"][];
            /** @description The same lines per month: an incomplete month counts only its days of the period. */
            monthly: components["schemas"]["BilledMonth"][];
            /** @description Procedures to choose from, in order: of the chosen unit and group, of any time. */
            procedures: components["schemas"]["BilledProcedureOption"][];
            /** @description The same lines altogether. */
            totals: components["schemas"]["Billed"];
            /** @description Units to choose from, in order: of the period, whatever is chosen. */
            units: components["schemas"]["BilledUnitOption"][];
            /** @description Units under the filters by group and procedure (not by unit), highest total first. */
            unitsBilling: components["schemas"]["BilledUnit"][];
        };
        /** @description What was billed in a period, and the last run of the worker that reads it. */
        FinancialHistoryAnswer: components["schemas"]["FinancialHistory"] & {
            /** @description The service `faturamento`. Never older than the request. */
            heartbeat: components["schemas"]["HeartbeatView"];
        };
        /** @description The three flags of a page. They are independent: `edit` without `view` can be stored. */
        Flags: {
            edit: boolean;
            refresh: boolean;
            view: boolean;
        };
        /**
         * @description Every year's billing by month, and how far the reference year is compared with the others up to yesterday.
         *     Money is in reais with at most two decimals.
         */
        GeneralReport: {
            /**
             * @description Yesterday as `DD/MM`: every year is accumulated up to this day.
             * @example 18/02
             */
            accumulationCutoffBr: string;
            /**
             * @description The same as a sentence.
             * @example acumulado de 01/01 ate 18/02 de cada ano
             */
            accumulationRuleLabel: string;
            /** @description Every section there is. */
            availableUnits: components["schemas"]["SectionOption"][];
            /** @description When it was made (RFC 3339, UTC). */
            generatedAt: string;
            /**
             * Format: int32
             * @description 1–12.
             */
            referenceMonth: number;
            /**
             * @description The month in Portuguese, without cedilla.
             * @example Fevereiro
             */
            referenceMonthLabel: string;
            /** @example 2026-02 */
            referenceMonthRef: string;
            /** Format: int32 */
            referenceYear: number;
            /** @description All five, or the one asked for. */
            sections: components["schemas"]["ReportSectionYears"][];
            /** @description What was asked for. */
            unitFilter: components["schemas"]["ReportSection"];
        };
        /** @description The general report. */
        GeneralReportAnswer: {
            data: components["schemas"]["GeneralReport"];
            status: components["schemas"]["Success"];
        };
        /** @description All bookings. */
        GlobalStats: {
            /**
             * Format: int64
             * @description Attended or confirmed.
             */
            confirmados: number;
            /** Format: int64 */
            nao_compareceu: number;
            /** Format: int64 */
            total: number;
        };
        /** @description Whether the server works. */
        Health: {
            /**
             * @description `active`, `passive` or `off`: whether this process runs the workers.
             * @example active
             */
            orchestrator: string;
            /**
             * @description `ok`, or `degraded` while the database does not answer.
             * @example ok
             */
            status: string;
            version: string;
        };
        /** @description What a page shows of a service. */
        HeartbeatView: {
            details: string;
            /**
             * @description São Paulo wall time of the last run; `null` before the first.
             * @example 2026-02-19 15:30:40
             */
            last_run?: string | null;
            /** @description `PENDING`, `QUEUED`, `RUNNING`, `ONLINE`, `COMPLETED`, `WARNING`, `ERROR` or `UNKNOWN`. */
            status: string;
        };
        /** @description A session was opened; its token travels in the cookie. */
        LoginAnswer: {
            /** @description When the session ends unless it is used (RFC 3339, UTC). */
            expires: string;
            /** @description The page to go to. */
            redirectTo: string;
            status: components["schemas"]["SignInStatus"];
            user: components["schemas"]["SessionUser"];
        };
        /** @description What was typed into the sign-in form. */
        LoginRequest: {
            email?: string;
            /** @description The page that was asked for before signing in. */
            next?: string | null;
            /** Format: password */
            password?: string;
        };
        /** @description The session was ended. */
        LogoutAnswer: {
            status: components["schemas"]["SignInStatus"];
        };
        /** @description What fills the placeholders. */
        MappingForm: {
            /** @description One item per placeholder that changes. */
            mapping: components["schemas"]["MappingFormItem"][];
        };
        /** @description What fills one placeholder. */
        MappingFormItem: {
            placeholder: string;
            /** @description True unless it is `false`. */
            required?: boolean | null;
            /** @description A value of `placeholderSourceOptions`; anything else is none. */
            source?: string | null;
        };
        /** @description What fills one placeholder. */
        MappingItem: {
            /** @description Whether nothing is left to choose. */
            confirmed: boolean;
            placeholder: string;
            /** @description Whether a contract needs it. */
            required: boolean;
            /** @description A value of the catalogue of sources; `null` while nobody has chosen. */
            source?: string | null;
        };
        /** @description The medical queue of every clinic. */
        MedicQueue: {
            /** @description The three clinics, always in the same order. */
            data: components["schemas"]["MedicUnit"][];
            /** @description When the monitor last wrote anything (São Paulo wall time); `null` when it never did. */
            dataUpdatedAt: string | null;
            status: components["schemas"]["Success"];
            /** @description When this answer was computed (RFC 3339, UTC). */
            timestamp: string;
        };
        /** @description The medical queue of one clinic. */
        MedicUnit: {
            /**
             * Format: int64
             * @description Minutes between arrival and leaving the list, mean of today; 0 when nobody left.
             */
            averageWaitDay: number;
            /** @example Centro Cambui */
            id: string;
            /**
             * @description The id in capitals.
             * @example CENTRO CAMBUI
             */
            name: string;
            /** @description Whoever is with a doctor first, then the longest waiting. */
            patients: components["schemas"]["WaitingPatient"][];
            /**
             * Format: int64
             * @description Patients who left the list today, in whatever way.
             */
            totalAttended: number;
        };
        /** @description A name to choose. */
        NameOption: {
            /** @example ANA TESTE */
            name: string;
        };
        /** @description A new team. */
        NewTeam: {
            /**
             * @description At most 120 characters, no comma.
             * @example Recepção
             */
            name?: string;
        };
        /** @description The latest findings of the watch: whoever was told of these has been told of all. */
        Newest: {
            /**
             * Format: int64
             * @description How many on that day.
             */
            count: number;
            /**
             * @description The day on which it found them.
             * @example 2026-02-19
             */
            day: string;
        };
        /** @description Which page it is, of how many. */
        Pagination: {
            /**
             * Format: int64
             * @example 1
             */
            page: number;
            /**
             * Format: int64
             * @example 20
             */
            pageSize: number;
            /**
             * Format: int64
             * @description Professionals that pass the filters, on all pages.
             * @example 137
             */
            total: number;
            /**
             * Format: int64
             * @description At least one.
             * @example 7
             */
            totalPages: number;
        };
        /** @description Priorities noted in the patient's name. */
        PatientPriority: {
            isElderly: boolean;
            isPregnant: boolean;
            isWheelchair: boolean;
        };
        /**
         * @description Where a patient of the list is.
         * @enum {string}
         */
        PatientStatus: "waiting" | "in_service";
        Permissions: {
            [key: string]: {
                edit: boolean;
                refresh: boolean;
                view: boolean;
            };
        };
        PrimaryForm: {
            /** @description `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since. */
            expectedUpdatedAt?: string | null;
            registrationId: string;
        };
        /** @description Bookings made in a period: by person, altogether, and of one team. Each appointment counts once. */
        Productivity: {
            /** @description All bookings, those of nobody included. */
            globalStats: components["schemas"]["GlobalStats"];
            /** @description The bookings of the team asked for; zeros when there is no such team. */
            teamStats: components["schemas"]["TeamStats"];
            /** @description Everybody who booked, most bookings first. `Sis` and `Sistema` are no people. */
            userStats: components["schemas"]["UserStats"][];
        };
        /** @description Bookings made in a period, and the last run of the worker that reads them. */
        ProductivityAnswer: components["schemas"]["Productivity"] & {
            /** @description The service `financeiro`. Never older than the request. */
            heartbeat: components["schemas"]["HeartbeatView"];
        };
        /** @description A professional, with what follows from their record today. */
        Professional: {
            addressText: string;
            /** @example 18-65 */
            ageRange: string | null;
            certidaoExpiresAt: string | null;
            /**
             * @description `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
             * @example VENCENDO
             */
            certidaoStatus: string;
            /** @description Nine items in the order of the catalogue. */
            checklist: components["schemas"]["ChecklistItem"][];
            /** @description Digits. */
            cnpj: string | null;
            contractEndDate: string | null;
            /**
             * @description `PF` or `PJ`; an old record may hold another word.
             * @example PF
             */
            contractPartyType: string;
            /** @example 2026-01-02 */
            contractStartDate: string | null;
            contractTemplateId: string | null;
            /**
             * @description A code of the catalogue; an old record may hold another one.
             * @example PADRAO_CLT
             */
            contractType: string;
            /**
             * @description Digits, or masked: see the route.
             * @example 529.***.***-25
             */
            cpf: string | null;
            createdAt: string;
            email: string | null;
            hasFeegowPermissions: boolean;
            hasPhysicalFolder: boolean;
            id: string;
            isActive: boolean;
            legalName: string | null;
            /** @description Codes of required documents that nobody has seen. */
            missingDocs: string[];
            /** @description Names of blank fields, as they are called here. */
            missingFields: string[];
            /** @example Profissional Exemplo */
            name: string;
            /** @description Whether anything is missing. */
            pending: boolean;
            /**
             * @description In full, or masked: see the route.
             * @example *******89
             */
            personalDocNumber: string;
            /**
             * @description `RG`, `CPF` or `CNH`.
             * @example RG
             */
            personalDocType: string;
            /**
             * @description 10 or 11 digits.
             * @example 11999990000
             */
            phone: string | null;
            physicalFolderNote: string | null;
            primaryRegistration: components["schemas"]["Registration"] | null;
            primarySpecialty: string | null;
            /** @description The primary first, then by council, state and number. */
            registrations: components["schemas"]["Registration"][];
            /** @description Documents that are there, of all nine. */
            requiredDocsDone: number;
            /** @description Nine. */
            requiredDocsTotal: number;
            /**
             * @example [
             *       "CENTRO CAMBUI"
             *     ]
             */
            serviceUnits: string[];
            specialties: string[];
            /**
             * @description The primary specialty.
             * @example Cardiologia
             */
            specialty: string;
            /**
             * @description Changes with every write; a save sends it back as `expectedUpdatedAt`.
             * @example 2026-02-18T13:45:10.123Z
             */
            updatedAt: string;
        };
        /** @description A whole record. What is left out is emptied; only checklist items that are left out stay. */
        ProfessionalForm: {
            addressText: string;
            /** @example 18-65 */
            ageRange?: string | null;
            checklist?: components["schemas"]["CheckFields"][] | null;
            /** @description Required for PJ. */
            cnpj?: string | null;
            contractEndDate?: string | null;
            /** @description `PF` or `PJ`. */
            contractPartyType: string;
            contractStartDate?: string | null;
            /** @description An active template of the same contract type. */
            contractTemplateId?: string | null;
            contractType: string;
            /** @description Required for PF. */
            cpf?: string | null;
            email?: string | null;
            /** @description `updatedAt` of the record that was edited: 409 `STALE` when somebody changed it since. */
            expectedUpdatedAt?: string | null;
            hasFeegowPermissions?: boolean | null;
            hasPhysicalFolder?: boolean | null;
            /** @description True when left out. */
            isActive?: boolean | null;
            /** @description Required for PJ. */
            legalName?: string | null;
            name: string;
            personalDocNumber: string;
            personalDocType: string;
            phone?: string | null;
            physicalFolderNote?: string | null;
            primarySpecialty?: string | null;
            /** @description Exactly one is primary. */
            registrations: components["schemas"]["RegistrationFields"][];
            serviceUnits?: string[] | null;
            specialties: components["schemas"]["SpecialtyForm"][];
            specialty?: string | null;
        };
        /** @description What the form offers. */
        ProfessionalOptions: {
            activeContractTemplates: components["schemas"]["ActiveTemplate"][];
            source: components["schemas"]["SpecialtySource"];
            /**
             * @example [
             *       "Cardiologia",
             *       "Dermatologia"
             *     ]
             */
            specialties: string[];
        };
        /** @description A page of the register. */
        ProfessionalsPage: {
            data: components["schemas"]["Professional"][];
            pagination: components["schemas"]["Pagination"];
            status: components["schemas"]["Success"];
        };
        /** @description How far an upload is. */
        Progress: {
            /** Format: int64 */
            receivedBytes: number;
        };
        /** @description All proposals together. */
        ProposalSummary: {
            /**
             * Format: double
             * @description Value of the proposals that came to nothing; open ones are in neither.
             * @example 200
             */
            lostValue: number;
            /**
             * Format: int64
             * @example 4
             */
            qtd: number;
            /**
             * Format: double
             * @example 2000
             */
            valor: number;
            /**
             * Format: int64
             * @example 2
             */
            wonQtd: number;
            /**
             * Format: double
             * @description Value of the proposals that were taken.
             * @example 1500
             */
            wonValue: number;
        };
        /** @description The proposals of a period. Money is in reais with at most two decimals. */
        Proposals: {
            /** @description Per person who proposed, highest value first. */
            byProposer: components["schemas"]["ProposerProposals"][];
            /** @description Per unit and status: units in order (none first), highest value first. */
            byUnit: components["schemas"]["UnitProposals"][];
            summary: components["schemas"]["ProposalSummary"];
        };
        /** @description The proposals of a period, and the last run of the worker that reads them. */
        ProposalsAnswer: components["schemas"]["Proposals"] & {
            /** @description The service `comercial`. Never older than the request. */
            heartbeat: components["schemas"]["HeartbeatView"];
        };
        /** @description The proposals of one person. */
        ProposerProposals: {
            /** @example PROF UM */
            professional_name: string | null;
            /** Format: int64 */
            qtd: number;
            /**
             * Format: int64
             * @description Of these, the ones that were taken.
             */
            qtd_executado: number;
            /** Format: double */
            valor: number;
            /** Format: double */
            valor_executado: number;
        };
        /**
         * @description Which live queue changed.
         * @enum {string}
         */
        Queue: "medic" | "reception" | "whatsapp";
        /** @description What stands in the way of a contract. */
        Reason: {
            /**
             * @description `FIELDS_MISSING`, `DOCS_MISSING`, `CERTIDAO_VENCIDA`, `TEMPLATE_MISSING`, `TEMPLATE_INCOMPLETE` or
             *     `VALUES_MISSING`.
             * @example DOCS_MISSING
             */
            code: string;
            /** @description For people. */
            message: string;
        };
        /** @description Each clinic and all together. */
        ReceptionData: {
            global: components["schemas"]["ReceptionTotals"];
            por_unidade: components["schemas"]["ReceptionUnits"];
        };
        /** @description The reception queue of every clinic. */
        ReceptionQueue: {
            data: components["schemas"]["ReceptionData"];
            /** @description When the monitor last wrote anything (São Paulo wall time); `null` when it never did. */
            dataUpdatedAt: string | null;
            status: components["schemas"]["Success"];
            /** @description When this answer was computed (RFC 3339, UTC). */
            timestamp: string;
        };
        /** @description All clinics together. */
        ReceptionTotals: {
            /**
             * Format: int64
             * @description Mean of the clinics' minutes, weighted by the people who were called.
             */
            tempo_medio: number;
            /** Format: int64 */
            total_fila: number;
        };
        /** @description The reception of one clinic. */
        ReceptionUnit: {
            /**
             * Format: int64
             * @description People waiting now.
             */
            fila: number;
            /** @example Centro Cambuí */
            nome_unidade: string;
            /**
             * Format: int64
             * @description Minutes waited by those who were called today, on average; 0 when nobody was.
             */
            tempo_medio: number;
            /**
             * Format: int64
             * @description People who were called today.
             */
            total_passaram: number;
        };
        /** @description The clinics by their Feegow unit id. */
        ReceptionUnits: {
            2: components["schemas"]["ReceptionUnit"];
            3: components["schemas"]["ReceptionUnit"];
            12: components["schemas"]["ReceptionUnit"];
        };
        /** @description The request was taken, or there is one already. */
        RefreshAnswer: {
            /** @description For people. */
            message: string;
            success: boolean;
        };
        /** @description What to run. */
        RefreshRequest: {
            /**
             * @description The service, in any of its names.
             * @example financeiro
             */
            service?: string;
        };
        /** @description Everything the form offers that never changes. */
        RegisterCatalogue: {
            certidaoStatuses: components["schemas"]["CodeLabel"][];
            contractTypes: components["schemas"]["CodeLabel"][];
            councilTypes: string[];
            documentTypes: components["schemas"]["DocumentChoice"][];
            partyTypes: string[];
            personalDocTypes: string[];
            serviceUnits: string[];
            ufs: string[];
        };
        /** @description A registration at a council. */
        Registration: {
            /** @example 123456 */
            councilNumber: string;
            /** @example CRM */
            councilType: string;
            /** @example SP */
            councilUf: string;
            id: string;
            isPrimary: boolean;
            professionalId: string;
        };
        RegistrationFields: {
            councilNumber: string;
            councilType: string;
            councilUf: string;
            /** @description Of a stored registration of this professional; a new one has none. */
            id?: string | null;
            isPrimary: boolean;
        };
        /**
         * @description A part of the report; its key in addresses and file names.
         * @enum {string}
         */
        ReportSection: "all" | "campinas_shopping" | "ouro_verde" | "centro_cambui" | "resolve_saude";
        /** @description One section's years. */
        ReportSectionYears: {
            /**
             * Format: double
             * @description The same of the best earlier year; 0 when there is none.
             */
            bestHistoricalAccumulated: number;
            /**
             * Format: double
             * @description Percent, not rounded; `null` when there is nothing above 0 to compare with.
             */
            growthVsBest: number | null;
            /**
             * Format: double
             * @description Percent, not rounded; `null` when there is nothing above 0 to compare with.
             */
            growthVsPreviousYear: number | null;
            key: components["schemas"]["ReportSection"];
            label: string;
            /**
             * Format: double
             * @description The same of the year before; 0 when it has no lines.
             */
            previousYearAccumulated: number;
            /**
             * Format: double
             * @description From 1 January to the cut, in the year applied.
             */
            referenceAccumulated: number;
            /**
             * Format: int32
             * @description The reference year, or the section's last one when it has no lines in it; `null` without any lines.
             */
            referenceYearApplied: number | null;
            /** @description The years with lines, in order. */
            rows: components["schemas"]["ReportYear"][];
        };
        /** @description One year of a section. */
        ReportYear: {
            /**
             * Format: double
             * @description The months up to the reference month, whole.
             */
            accumulatedRef: number;
            /** @description Whether the month is the best of its name in all years. */
            highlights: boolean[];
            /** @description January to December. */
            months: number[];
            /** Format: double */
            total: number;
            /** Format: int32 */
            year: number;
        };
        /** @description Says where what was here has gone. */
        Retired: {
            /** @example GONE */
            code: string;
            deprecated: boolean;
            error: string;
            message: string;
            /** @example 2026-02-02 */
            migrated_date: string;
        };
        /** @description A section to choose. */
        SectionOption: {
            key: components["schemas"]["ReportSection"];
            /** @example Todas unidades */
            label: string;
        };
        /** @description Who is signed in; `{}` when nobody is. */
        SessionAnswer: {
            /** @description When the session ends unless it is used (RFC 3339, UTC). */
            expires?: string | null;
            user?: components["schemas"]["SessionUser"] | null;
        };
        /** @description The signed-in person with their rights as they are now. */
        SessionUser: {
            department: string | null;
            email: string;
            id: string;
            name: string;
            permissions: components["schemas"]["Permissions"];
            /** @description `ADMIN`, `GESTOR` or `OPERADOR` (as stored). */
            role: string;
        };
        /**
         * @description Always `success`.
         * @enum {string}
         */
        SignInStatus: "success";
        /**
         * @description Where a value comes from.
         * @enum {string}
         */
        SourceGroup: "profissional" | "registro" | "sistema";
        /** @description A source to choose from. */
        SourceOption: {
            group: components["schemas"]["SourceGroup"];
            label: string;
            /**
             * @description The stored word.
             * @example professional.name
             */
            value: string;
        };
        SpecialtyForm: {
            isPrimary?: boolean | null;
            name: string;
        };
        /**
         * @description Where the specialties come from.
         * @enum {string}
         */
        SpecialtySource: "feegow_api" | "database";
        /**
         * @description What can be done with a template.
         * @enum {string}
         */
        Status: "draft" | "active" | "archived";
        /** @description The last thing a sync service said. */
        StatusRow: {
            /** @description In full for administrators, shortened and without addresses for others. */
            details: string | null;
            /**
             * @description São Paulo wall time of the last run.
             * @example 2026-02-19 15:30:40
             */
            last_run: string | null;
            /** @example financeiro */
            service_name: string;
            /** @description `PENDING`, `QUEUED`, `RUNNING`, `ONLINE`, `COMPLETED`, `WARNING` or `ERROR`. */
            status: string | null;
        };
        /**
         * @description The constant `"success"` of a good answer.
         * @enum {string}
         */
        Success: "success";
        /** @description It was done. */
        TeamChanged: {
            success: boolean;
        };
        /** @description The team was made. */
        TeamCreated: {
            success: boolean;
            team: components["schemas"]["TeamRef"];
        };
        /** @description All teams by name. */
        TeamList: {
            teams: components["schemas"]["TeamRow"][];
        };
        /** @description A team by its name. */
        TeamRef: {
            id: string;
            /** @example CRC */
            name: string;
        };
        /** @description A team. */
        TeamRow: {
            /** @example 2026-02-02 10:00:00 */
            created_at: string | null;
            id: string;
            /** @example CRC */
            name: string;
            /** @example 2026-02-02 10:00:00 */
            updated_at: string | null;
        };
        /** @description The bookings of a team. */
        TeamStats: {
            /**
             * Format: int64
             * @description Members who booked something.
             */
            active_members: number;
            /**
             * Format: int64
             * @description Attended or confirmed.
             */
            confirmados: number;
            /**
             * @description The team's name as it was asked for.
             * @example CRC
             */
            name: string;
            /** Format: int64 */
            total: number;
        };
        /** @description A contract template. */
        Template: {
            activatedAt?: string | null;
            /** @description A user's id: of the last activation, kept when archived. */
            activatedBy?: string | null;
            archivedAt?: string | null;
            /**
             * @description A code of the catalogue; a row from elsewhere may have another.
             * @example PJ_PADRAO
             */
            contractType: string;
            id: string;
            /** @description One item per placeholder, in the same order. */
            mapping: components["schemas"]["MappingItem"][];
            mappingComplete: boolean;
            /** @description Required placeholders that have a source. */
            mappingDone: number;
            /** @description Required placeholders. */
            mappingTotal: number;
            mimeType: string;
            name: string;
            notes?: string | null;
            /** @description The file's name as it was sent. */
            originalName: string;
            /** @description Each once, in order. */
            placeholders: string[];
            /** Format: int64 */
            sizeBytes: number;
            status: components["schemas"]["Status"];
            storageBucket?: string | null;
            storageKey: string;
            /** @description `s3` or `local`. */
            storageProvider: string;
            /** @description RFC 3339, UTC. */
            uploadedAt: string;
            /** @description A user's id. */
            uploadedBy: string;
            /**
             * Format: int64
             * @description From 1 on, per contract type.
             */
            version: number;
        };
        /** @description A template and what it is. */
        TemplateForm: {
            /** @example PJ_PADRAO */
            contractType: string;
            /**
             * Format: binary
             * @description A `.docx` of at most 10 MiB.
             */
            file: string;
            /** @description At most 180 characters. */
            name: string;
            notes?: string | null;
        };
        /** @description The template a contract would be made from. */
        TemplateName: {
            id: string;
            name: string;
            /** Format: int64 */
            version: number;
        };
        /** @description Every template asked for, and what placeholders can be filled with. */
        TemplatesAnswer: {
            /** @description The types a new template can be of, in the order they are offered. */
            contractTypes: components["schemas"]["CodeLabel"][];
            data: components["schemas"]["Template"][];
            placeholderSourceOptions: components["schemas"]["SourceOption"][];
            status: components["schemas"]["Success"];
        };
        /** @description The proposals of a unit that have the same status. */
        UnitProposals: {
            /** Format: int64 */
            qtd: number;
            /** @example Executada */
            status: string | null;
            /** @example CENTRO CAMBUI */
            unit_name: string | null;
            /** Format: double */
            valor: number;
        };
        /** @description A file and what it is. */
        UploadForm: {
            /** @example CERTIDAO_ETICA */
            docType: string;
            /** @description `YYYY-MM-DD`; required for an ethics certificate. */
            expiresAt?: string | null;
            /**
             * Format: binary
             * @description PDF, JPEG, PNG, WebP, DOCX or DOC (a photo: JPEG, PNG or WebP), at most 20 MiB; known by its content.
             */
            file: string;
        };
        /** @description One person's bookings. */
        UserStats: {
            /**
             * Format: int64
             * @description Attended or confirmed.
             */
            confirmados: number;
            /**
             * @description The person's teams joined by commas; `null` without a team.
             * @example CRC,Recepção
             */
            team_name: string | null;
            /** @description The person's teams by name. */
            teams: string[];
            /** Format: int64 */
            total: number;
            /** @example ANA TESTE */
            user: string;
        };
        /** @description Whose membership is to change. */
        UserTeamChange: {
            /**
             * @description `add` (when missing) or `remove`.
             * @example add
             */
            action?: string | null;
            team_id?: string;
            /**
             * @description The name under which the person books.
             * @example ANA TESTE
             */
            user_name?: string;
        };
        /** @description Everybody who books, and the teams to choose from. */
        UserTeamList: {
            /** @description All teams by name. */
            teams: components["schemas"]["TeamRef"][];
            /** @description By name: everybody who ever booked or is in a team. */
            users: components["schemas"]["UserTeams"][];
        };
        /** @description A person and their teams. */
        UserTeams: {
            /** @description By name. */
            teams: components["schemas"]["TeamRef"][];
            /** @example ANA TESTE */
            user_name: string;
        };
        /** @description A patient in the list. */
        WaitingPatient: {
            /**
             * @description `HH:MM` as Feegow shows it.
             * @example 09:31
             */
            arrival: string | null;
            id: string;
            name: string | null;
            priority: components["schemas"]["PatientPriority"];
            /** @description The doctor; empty when none is named. */
            professional: string;
            /** @description Always empty. */
            service: string;
            status: components["schemas"]["PatientStatus"];
            /**
             * Format: int64
             * @description Minutes since the arrival.
             */
            waitTime: number;
        };
        /** @description What is to be done for one professional. */
        WatchItem: {
            certidaoExpiresAt: string | null;
            /**
             * @description `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
             * @example VENCENDO
             */
            certidaoStatus: string;
            /**
             * Format: int64
             * @description Days until the last day: 0 today, negative once it has expired; `null` without one.
             * @example 12
             */
            daysLeft: number | null;
            id: string;
            missingDocs: string[];
            missingFields: string[];
            name: string;
            phone: string | null;
            primaryRegistration: components["schemas"]["Registration"] | null;
            /**
             * @description The day on which the watch first found this status; `null` before it has, and for others than
             *     `VENCENDO` and `VENCIDA`.
             */
            since: string | null;
            specialty: string;
        };
        /** @description Active professionals with something to be done. */
        WatchPage: {
            /** @description Certificates first, the earliest last day first; then by name. */
            data: components["schemas"]["WatchItem"][];
            /** @description The service `certidoes`. */
            heartbeat: components["schemas"]["HeartbeatView"];
            newest: components["schemas"]["Newest"] | null;
            pagination: components["schemas"]["Pagination"];
            status: components["schemas"]["Success"];
            summary: components["schemas"]["WatchSummary"];
        };
        /** @description All active professionals together, whatever was asked for. */
        WatchSummary: {
            /**
             * Format: int64
             * @description Records from which something is missing.
             */
            incompletos: number;
            /**
             * Format: int64
             * @description Expired or expiring certificates that the watch has found for the first time today.
             */
            novas: number;
            /**
             * Format: int64
             * @description Nobody has seen a certificate, or knows until when it is good.
             */
            pendentes: number;
            /**
             * Format: int64
             * @description Certificates good until one of the next 30 days, today included.
             */
            vencendo: number;
            /**
             * Format: int64
             * @description Certificates that have expired.
             */
            vencidas: number;
        };
        /** @description All conversations and each group. */
        WhatsappData: {
            global: components["schemas"]["WhatsappTotals"];
            /** @description The central group first, then by name. */
            groups: components["schemas"]["WhatsappGroup"][];
        };
        /** @description One group. */
        WhatsappGroup: {
            /** Format: int64 */
            avg_wait_seconds: number;
            group_id: string;
            /** @example Central de relacionamento */
            group_name: string;
            /**
             * Format: int64
             * @description Open conversations.
             */
            queue_size: number;
        };
        /** @description The WhatsApp queue. */
        WhatsappQueue: {
            data: components["schemas"]["WhatsappData"];
            /** @description When the worker last wrote anything (São Paulo wall time); `null` when it never did. */
            dataUpdatedAt: string | null;
            status: components["schemas"]["Success"];
        };
        /** @description All groups together. */
        WhatsappTotals: {
            /**
             * Format: int64
             * @description Mean wait of the groups in which anybody waited; 0 when there is none.
             */
            avgWaitSeconds: number;
            /**
             * Format: int64
             * @description Open conversations.
             */
            queue: number;
        };
        /** @description The answer when the queue cannot be read: the shape of a good one with nothing in it, and what happened. */
        WhatsappUnreadable: {
            /**
             * @description Stable upper-case identifier.
             * @example INTERNAL
             */
            code: string;
            data: components["schemas"]["WhatsappData"];
            /** @description What happened, for people. */
            error: string;
            /** @example error */
            status: string;
        };
    };
    responses: {
        /** @description The body is larger than 1 MiB */
        BodyTooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The right is missing, or a browser sent a write for another site */
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Something unexpected went wrong; the log says what */
        Internal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The body is no JSON object, did not arrive in time, or holds wrong values */
        InvalidBody: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Any other refusal or failure */
        Refusal: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description Nobody is signed in */
        Unauthenticated: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
        /** @description The database does not answer */
        Unavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorBody"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    get_appointments: {
        parameters: {
            query?: {
                /**
                 * @description First day of booking, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day of booking, `YYYY-MM-DD`, included. The first day when missing.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description `day`, `month` or `year`; anything else is `day`. */
                aggregateBy?: string;
                /** @description Who booked, whatever the case and accents. `all`: no filter. */
                scheduled_by?: string;
                /** @description A specialty's name, whatever its case and accents. `all`: no filter. */
                specialty?: string;
                /** @description A professional's name, whatever its case and accents. `all`: no filter. */
                professional?: string;
                /** @description A unit's name, whatever its case and accents. `all`: no filter. */
                unit?: string;
                /** @description A status number. `all`: no filter. */
                status?: string;
                /** @description `true`: tell what can be chosen, too. */
                distincts?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AppointmentsAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    refresh_appointments: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    export_appointments: {
        parameters: {
            query: {
                /**
                 * @description `xlsx`, `csv` or `pdf`.
                 * @example xlsx
                 */
                format: string;
                /**
                 * @description First day of booking, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day of booking, `YYYY-MM-DD`, included. The first day when missing.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description `day`, `month` or `year`; anything else is `day`. */
                aggregateBy?: string;
                /** @description Who booked, whatever the case and accents. `all`: no filter. */
                scheduled_by?: string;
                /** @description A specialty's name, whatever its case and accents. `all`: no filter. */
                specialty?: string;
                /** @description A professional's name, whatever its case and accents. `all`: no filter. */
                professional?: string;
                /** @description A unit's name, whatever its case and accents. `all`: no filter. */
                unit?: string;
                /** @description A status number. `all`: no filter. */
                status?: string;
                /** @description `true`: tell what can be chosen, too. */
                distincts?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An attachment that names the filters and the age of the data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_contract_templates: {
        parameters: {
            query?: {
                /** @description `draft`, `active` or `archived`, whatever the case; anything else: all. */
                mode?: string;
                /** @description A contract type's code, whatever the case. Blank: any. */
                contractType?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    upload_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["TemplateForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Template"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    delete_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Template"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    activate_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Template"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    archive_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Template"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    download_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The `.docx` as an attachment. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": string;
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    map_contract_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MappingForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Template"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_contracts: {
        parameters: {
            query?: {
                /**
                 * @description First day, `YYYY-MM-DD`. 1 January of this year when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. Today when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BenefitCardAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    refresh_contracts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    export_contracts: {
        parameters: {
            query: {
                /**
                 * @description `xlsx`, `csv` or `pdf`.
                 * @example xlsx
                 */
                format: string;
                /**
                 * @description First day, `YYYY-MM-DD`. 1 January of this year when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. Today when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An attachment that names the days asked for and the age of the data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_general_report: {
        parameters: {
            query?: {
                /** @description `json`, `xlsx` or `pdf`; anything else is `json`. */
                format?: string;
                /**
                 * @description The key of a section; anything else is `all`.
                 * @example all
                 */
                unit?: string;
                /**
                 * @description The reference month, `YYYY-MM`; anything else is the latest month with billing up to yesterday.
                 * @example 2026-02
                 */
                monthRef?: string;
                /** @description Anything: sum anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report. With `format=xlsx` or `format=pdf` an attachment instead. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneralReportAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_financial_history: {
        parameters: {
            query?: {
                /**
                 * @description First day, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description A unit's name, whatever its case and accents. `all`: no filter. */
                unit?: string;
                /** @description A group's name, whatever its case and accents. `all`: no filter. */
                group?: string;
                /** @description A procedure's name, whatever its case and accents. `all`: no filter. */
                procedure?: string;
                /** @description `xlsx`, `csv` or `pdf`: what is on screen as a file. Anything else is JSON. */
                format?: string;
                /** @description Of a file: compare with a second period. `previous` (as long, just before), `yoy` (a year before) or `custom`. */
                compare?: string;
                /** @description First day of a `custom` second period, `YYYY-MM-DD`. 30 days ago when missing. */
                bfrom?: string;
                /** @description Last day of a `custom` second period. Today when missing. */
                bto?: string;
                /** @description `0`: a `custom` second period keeps its own length; otherwise it is as long as the first. */
                same?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history. With `format=xlsx`, `csv` or `pdf` an attachment instead: a spreadsheet, text in UTF-8 with `;` between fields and decimal commas, or a document. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FinancialHistoryAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    refresh_financial_history: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_group_options: {
        parameters: {
            query?: {
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": string[];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_professional_options: {
        parameters: {
            query?: {
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameOption"][];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_unit_options: {
        parameters: {
            query?: {
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameOption"][];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_productivity: {
        parameters: {
            query?: {
                /**
                 * @description First day of booking, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /**
                 * @description The name of the team of `teamStats`, whatever its case and accents. `CRC` when missing.
                 * @example CRC
                 */
                team?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductivityAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    refresh_productivity: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    export_productivity: {
        parameters: {
            query: {
                /**
                 * @description `xlsx`, `csv` or `pdf`.
                 * @example xlsx
                 */
                format: string;
                /**
                 * @description First day of booking, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /**
                 * @description The name of the team of `teamStats`, whatever its case and accents. `CRC` when missing.
                 * @example CRC
                 */
                team?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An attachment that names the filters and the age of the data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_retired_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Unauthenticated"];
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retired"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    post_retired_teams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Gone */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retired"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_professionals: {
        parameters: {
            query?: {
                /** @description Part of a name or specialty, whatever its case and accents; of a CPF or CNPJ from three digits on. */
                search?: string;
                /**
                 * @description `all`, `active`, `inactive` or `pending`.
                 * @example pending
                 */
                status?: string;
                /**
                 * @description `all`, `OK`, `VENCENDO`, `VENCIDA` or `PENDENTE`.
                 * @example VENCENDO
                 */
                certidaoStatus?: string;
                /**
                 * @description `all` or a code of the catalogue.
                 * @example PJ_PADRAO
                 */
                contractType?: string;
                /**
                 * @description `all` or a name, whatever its case and accents: whoever has this specialty, the main one or another.
                 * @example Cardiologia
                 */
                specialty?: string;
                /**
                 * @description `all`, `true` (has access to Feegow) or `false`.
                 * @example true
                 */
                hasFeegowPermissions?: string;
                /**
                 * @description `all`, `true` (something is missing) or `false` (the record is complete), active or not.
                 * @example false
                 */
                pending?: string;
                /** @description 1 when missing. */
                page?: string;
                /** @description 20 when missing, 100 at most. */
                pageSize?: string;
                /**
                 * @description `name`, `status`, `specialty`, `contractEndDate`, `registration`, `contractType`, `documents` or `certidao`.
                 * @example certidao
                 */
                sort?: string;
                /** @description `asc` or `desc`. */
                dir?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProfessionalsPage"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    create_professional: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfessionalForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Professional"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_catalogue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_RegisterCatalogue"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    download_contract: {
        parameters: {
            query?: {
                /**
                 * @description `pdf`, or the `.docx` as it was made.
                 * @example pdf
                 */
                format?: string;
                /** @description `1`: to be shown by the browser, which only a PDF is. */
                inline?: string;
            };
            header?: never;
            path: {
                contract_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    reprocess_contract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                contract_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Contract"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    download_document: {
        parameters: {
            query?: {
                /**
                 * @description `1`: to be shown by the browser, which only images and PDFs are.
                 * @example 1
                 */
                inline?: string;
            };
            header?: never;
            path: {
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_options: {
        parameters: {
            query?: {
                /**
                 * @description Only templates of this contract type, in any case.
                 * @example PJ_PADRAO
                 */
                contractType?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ProfessionalOptions"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_pending: {
        parameters: {
            query?: {
                /**
                 * @description `all`, `expiring` (certificates) or `pending` (something is missing).
                 * @example expiring
                 */
                kind?: string;
                /** @description 1 when missing. */
                page?: string;
                /** @description 20 when missing, 100 at most. */
                pageSize?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchPage"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    export_pending: {
        parameters: {
            query: {
                /**
                 * @description `xlsx`, `csv` or `pdf`.
                 * @example xlsx
                 */
                format: string;
                /**
                 * @description `all`, `expiring` (certificates) or `pending` (something is missing).
                 * @example expiring
                 */
                kind?: string;
                /** @description As in the list. */
                search?: string;
                /**
                 * @description As in the list.
                 * @example pending
                 */
                status?: string;
                /**
                 * @description As in the list.
                 * @example VENCENDO
                 */
                certidaoStatus?: string;
                /**
                 * @description As in the list.
                 * @example PJ_PADRAO
                 */
                contractType?: string;
                /**
                 * @description As in the list.
                 * @example Cardiologia
                 */
                specialty?: string;
                /**
                 * @description As in the list.
                 * @example true
                 */
                hasFeegowPermissions?: string;
                /**
                 * @description As in the list.
                 * @example false
                 */
                pending?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An attachment that names the filters. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_professional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Professional"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    update_professional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfessionalForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Professional"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    delete_professional: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_DeletedProfessional"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_contracts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractsAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    generate_contract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Contract"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    preview_contract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_ContractPreview"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Vec_Document"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    upload_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["UploadForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Document"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_checklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Vec_ChecklistItem"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    save_checklist: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChecklistForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Vec_ChecklistItem"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    begin_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BeginForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Begun"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    send_part: {
        parameters: {
            query: {
                /** @description How many bytes of the file come before it. */
                offset: number;
            };
            header?: never;
            path: {
                id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Progress"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    cancel_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Progress"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    finish_upload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                upload_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Document"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    download_all: {
        parameters: {
            query?: {
                /**
                 * @description `1`: those that were replaced as well, in a folder of their own.
                 * @example 1
                 */
                history?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": number[];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            /** @description Bad Gateway */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Gateway Timeout */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    update_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Document"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_registrations: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Vec_Registration"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    set_primary_registration: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrimaryForm"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Answer_Vec_Registration"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_proposals: {
        parameters: {
            query?: {
                /**
                 * @description First day, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description A unit's name, whatever its case and accents. `all`: no filter. */
                unit?: string;
                /** @description `stage:open`, `stage:won`, `stage:lost`, or a status, whatever its case and accents (`none:` for none). `all`: no filter. */
                status?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProposalsAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    refresh_proposals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    export_proposals: {
        parameters: {
            query: {
                /**
                 * @description `xlsx`, `csv` or `pdf`.
                 * @example xlsx
                 */
                format: string;
                /**
                 * @description First day, `YYYY-MM-DD`. Today when missing.
                 * @example 2026-02-01
                 */
                startDate?: string;
                /**
                 * @description Last day, `YYYY-MM-DD`, included. The first day when missing; before the first day nothing is found.
                 * @example 2026-02-19
                 */
                endDate?: string;
                /** @description A unit's name, whatever its case and accents. `all`: no filter. */
                unit?: string;
                /** @description `stage:open`, `stage:won`, `stage:lost`, or a status, whatever its case and accents (`none:` for none). `all`: no filter. */
                status?: string;
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An attachment that names the filters and the age of the data. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    request_refresh: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefreshAnswer"];
                };
            };
            400: components["responses"]["InvalidBody"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusRow"][];
                };
            };
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_teams: {
        parameters: {
            query?: {
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    create_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTeam"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamCreated"];
                };
            };
            /** @description `NAME_REQUIRED`, `NAME_INVALID`, `TOO_LONG`, `TEAM_EXISTS` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    delete_team: {
        parameters: {
            query: {
                /** @description The team's id. */
                id: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamChanged"];
                };
            };
            /** @description `ID_REQUIRED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description `TEAM_PROTECTED` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    list_user_teams: {
        parameters: {
            query?: {
                /** @description Anything: compute the answer anew. */
                refresh?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserTeamList"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    change_user_team: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserTeamChange"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamChanged"];
                };
            };
            /** @description `FIELDS_REQUIRED`, `ACTION_INVALID`, `TOO_LONG` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description No such team */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_bootstrap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BootstrapState"];
                };
            };
            /** @description Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    bootstrap: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BootstrapRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswer"];
                };
            };
            /** @description What was typed breaks a rule, or the body is no JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            403: components["responses"]["Forbidden"];
            /** @description Somebody has an account already */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LoginAnswer"];
                };
            };
            /** @description E-mail or password is missing, or the body is no JSON */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Wrong e-mail or password */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The account is not active, or another site sent it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            413: components["responses"]["BodyTooLarge"];
            /** @description Too many attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogoutAnswer"];
                };
            };
            403: components["responses"]["Forbidden"];
            default: components["responses"]["Refusal"];
        };
    };
    get_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionAnswer"];
                };
            };
            /** @description Something went wrong */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The database does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Event"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The user has too many open streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_openapi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The OpenAPI document */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
    get_medic_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MedicQueue"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_reception_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceptionQueue"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_whatsapp_queue: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsappQueue"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsappUnreadable"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhatsappUnreadable"];
                };
            };
            default: components["responses"]["Refusal"];
        };
    };
    get_daily_report: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DailyReport"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
            default: components["responses"]["Refusal"];
        };
    };
}
